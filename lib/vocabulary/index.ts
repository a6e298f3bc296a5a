export * from './build-vocabulary';
export * from './count-words';
export * as check from './exercises';
export * from './markers';
export * from './rare-words';
export * from './threshold-table';
export * from './types';
export * from './vocabulary-file';
