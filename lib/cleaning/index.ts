export * from './clean-caption.js';
export * from './clean-words.js';
export * from './cleaning-cost.js';
export * from './coco-tokens.js';
export * from './descriptions.js';
export * as check from './exercises.js';
export * from './rule-by-rule.js';
