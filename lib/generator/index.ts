export * from './caption-batches';
export * from './memory';
export * from './pair-batches';
export * from './pairs';
export * from './statistics';
export * from './worked-example';
