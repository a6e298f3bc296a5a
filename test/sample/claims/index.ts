import type { Claims } from '../executed.js';

/** What the sentences of each notebook claim of a run. */
export const claimsOf: Record<string, Claims> = {};
