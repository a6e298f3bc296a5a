export { megabytes } from './page-data';
export { sampleFiles } from './samples';
export { showWebPage } from './show-web-page';
export { type WebPage, writeWebPage } from './write-web-page';
