export * from './attention.js';
export * from './look.js';
