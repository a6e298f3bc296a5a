import type { Claims } from '../executed.js';
import { claims as evaluation } from './10-evaluation.js';

/** What the sentences of each notebook claim of a run. */
export const claimsOf: Record<string, Claims> = {
  '10-evaluation': evaluation,
};
