export * from './caption-pass.js';
export * from './merge-captioner.js';
export * from './merge-model.js';
export * from './merge-weights.js';
export * from './pair-pass.js';
