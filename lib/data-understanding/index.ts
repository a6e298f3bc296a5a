export * from './caption-figures';
export * from './exercise';
export * from './open-dataset';
export * from './picture-files';
export * from './split-list';
export * from './text-lines';
export * from './token-file';
export * from './types';
