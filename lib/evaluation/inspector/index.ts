export * from './inspect-captions.js';
export * from './inspection.js';
export * from './inspection-of.js';
export * from './score-lines.js';
export * from './types.js';
export * from './word-agreement.js';
