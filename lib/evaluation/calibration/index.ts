export * from './bins.js';
export * from './next-words.js';
export * from './temperature.js';
