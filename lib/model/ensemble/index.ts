export { ensembleOf } from './ensemble-captioner.js';
export { joinedFeatures, joinedRows } from './joined-features.js';
