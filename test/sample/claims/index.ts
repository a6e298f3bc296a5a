import type { Claims } from '../executed.js';
import { claims as inference } from './09-inference.js';
import { claims as inTheBrowser } from './11-in-the-browser.js';

/** What the sentences of each notebook claim of a run. */
export const claimsOf: Record<string, Claims> = {
  '09-inference': inference,
  '11-in-the-browser': inTheBrowser,
};
