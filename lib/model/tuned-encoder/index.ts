export * from './tuned-encoder.js';
