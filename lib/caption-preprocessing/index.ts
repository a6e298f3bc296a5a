export * from './encode-caption';
export * as check from './exercises';
export * from './pad';
export * from './sequence-figures';
export * from './sequences';
