import type { Claims } from '../executed.js';
import { claims as model } from './08-model.js';

/** What the sentences of each notebook claim of a run. */
export const claimsOf: Record<string, Claims> = { '08-model': model };
