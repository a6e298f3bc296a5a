export * from './clean-caption';
export * from './cleaning-cost';
export * from './descriptions';
