export * from './clean-caption';
export * from './cleaning-cost';
export * from './coco-tokens';
export * from './descriptions';
export * as check from './exercises';
export * from './rule-by-rule';
