export * from './build-vocabulary';
export * from './count-words';
export * from './markers';
export * from './threshold-table';
export * from './types';
export * from './vocabulary-file';
