export * from './learning-rate';
export * from './pca';
export * from './random';
export * from './seed';
export * from './start-engine';
export { tf, valuesOf } from './tensorflow';
