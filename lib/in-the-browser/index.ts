export * from '../inference/packed/packed-model.js';
export * from './bits-cost.js';
export * from './bundle.js';
export * from './caption-pixels.js';
export * as check from './exercises.js';
export type * from './messages.js';
export * from './serve-folder.js';
export * from './ship-captioner.js';
export * from './weight-errors.js';
