export { attributesOf } from './attributes-of.js';
export * from './captions.js';
export * from './draw-scene.js';
export * from './make-scenes.js';
export * from './plan.js';
export * from './things-named.js';
export * from './types.js';
