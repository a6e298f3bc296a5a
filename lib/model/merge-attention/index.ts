export * from './attention-pass.js';
export * from './merge-attention.js';
