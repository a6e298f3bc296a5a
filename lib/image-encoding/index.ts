export * from './encode';
export * from './encoder';
export * from './feature-table';
export * from './features';
export * from './neighbours';
export * from './picture';
export * from './scenes-encoder';
export * from './train-scenes-encoder';
