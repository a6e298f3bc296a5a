export * from './cooccurrence';
export * from './embedding-file';
export * from './embedding-matrix';
export * from './glove-file';
export * from './neighbours';
export * from './train-glove';
export * from './train-word-vectors';
export * from './types';
