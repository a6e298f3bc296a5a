import type { Claims } from '../executed.js';
import { claims as inference } from './09-inference.js';

/** What the sentences of each notebook claim of a run. */
export const claimsOf: Record<string, Claims> = {
  '09-inference': inference,
};
