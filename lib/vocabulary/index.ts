export * from './build-vocabulary.js';
export * from './choose-words.js';
export * from './count-words.js';
export * as check from './exercises.js';
export * from './markers.js';
export * from './rare-words.js';
export * from './threshold-table.js';
export * from './types.js';
export * from './vocabulary-file.js';
