export { comparisonOf } from './comparison.js';
export { writeComparisonPage } from './write-comparison.js';
