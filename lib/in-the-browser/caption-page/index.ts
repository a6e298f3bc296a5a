export { megabytes } from './page-data.js';
export { sampleFiles } from './samples.js';
export { showWebPage } from './show-web-page.js';
export { type WebPage, writeWebPage } from './write-web-page.js';
