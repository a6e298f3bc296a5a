export * from './adam';
export * from './learning-rate';
export * from './lstm';
export * from './pca';
export * from './random';
export * from './seed';
export * from './start-engine';
export { tf, tidied } from './tensorflow';
