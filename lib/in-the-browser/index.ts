export * from './bundle';
export * from './caption-pixels';
export * from './captioner-file';
export type * from './messages';
export * from './packed-model';
export * from './serve-folder';
export * from './ship-captioner';
