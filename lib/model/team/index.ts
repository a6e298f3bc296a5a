export * from './gather-team.js';
export type { Team } from './team.js';
