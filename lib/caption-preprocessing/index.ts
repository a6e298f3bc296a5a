export * from './encode-caption';
export * from './pad';
export * from './sequences';
