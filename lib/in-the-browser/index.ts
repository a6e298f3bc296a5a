export * from './bits-cost.js';
export * from './bundle.js';
export * from './caption-pixels.js';
export * from './captioner-file.js';
export * as check from './exercises.js';
export type * from './messages.js';
export * from './packed-model.js';
export * from './serve-folder.js';
export * from './ship-captioner.js';
