export * from './calibration';
export * from './inspect-captions';
export * from './inspection';
export * from './score-lines';
export * from './types';
export * from './word-agreement';
export * from './word-hits';
