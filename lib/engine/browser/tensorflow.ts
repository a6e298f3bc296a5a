/** What a browser gets for `tensorflow-package`. */
export * as default from './operations.js';
