export * from './grown.js';
export * from './start.js';
