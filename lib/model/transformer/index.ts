export * from './heads.js';
export * from './layer-norm.js';
export * from './positions.js';
export * from './transformer.js';
export * from './transformer-pass.js';
