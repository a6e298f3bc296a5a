export * from './bits-cost';
export * from './bundle';
export * from './caption-pixels';
export * from './captioner-file';
export * as check from './exercises';
export type * from './messages';
export * from './packed-model';
export * from './serve-folder';
export * from './ship-captioner';
