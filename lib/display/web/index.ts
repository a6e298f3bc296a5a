export { megabytes } from './page-data';
export { showWebPage } from './show-web-page';
export { type WebPage, writeWebPage } from './write-web-page';
