export * from './pooled-maps.js';
