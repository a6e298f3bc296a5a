export * from './cover-cells.js';
export * as checkLooking from './exercises.js';
export * from './learn-to-look.js';
export * from './look-by-hand.js';
export * from './map-grid.js';
export * from './one-pass.js';
export * from './who-learns.js';
