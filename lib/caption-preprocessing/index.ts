export * from './encode-caption.js';
export * as check from './exercises.js';
export * from './pad.js';
export * from './sequence-figures.js';
export * from './sequences.js';
