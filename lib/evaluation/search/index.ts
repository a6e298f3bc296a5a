export * from './search-trainings.js';
export * from './space.js';
export { searchFolder, type Trial, type TrialSettings } from './trial.js';
