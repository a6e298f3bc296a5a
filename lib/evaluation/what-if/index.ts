export * from './chosen.js';
export * from './cover.js';
export * from './what-if.js';
