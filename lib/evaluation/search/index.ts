export * from './search-trainings';
export * from './space';
export { searchFolder, type Trial, type TrialSettings } from './trial';
