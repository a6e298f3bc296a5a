export * from './captions';
export * from './greedy';
export * from './steps';
export * from './tutorial-search';
