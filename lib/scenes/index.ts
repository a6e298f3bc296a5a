export * from './attributes-of';
export * from './captions';
export * from './draw-scene';
export * from './make-scenes';
export * from './plan';
export * from './types';
