export * from './caption-pictures';
export * from './captions';
export * from './compare-searches';
export * as check from './exercises';
export * from './greedy';
export * from './steps';
export * from './tutorial-search';
