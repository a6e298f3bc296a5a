export * from './learning-rate';
export * from './pca';
export * from './random';
export * from './run-ahead';
export * from './seed';
export * from './start-engine';
export { tf, valuesOf } from './tensorflow';
export type { WorkerTask } from './worker-messages';
export * from './workers';
