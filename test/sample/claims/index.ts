import type { Claims } from '../executed.js';
import { claims as imageEncoding } from './04-image-encoding.js';
import { claims as embeddings } from './07-embeddings.js';
import { claims as inference } from './09-inference.js';
import { claims as evaluation } from './10-evaluation.js';
import { claims as inTheBrowser } from './11-in-the-browser.js';

/** What the sentences of each notebook claim of a run. */
export const claimsOf: Record<string, Claims> = {
  '04-image-encoding': imageEncoding,
  '07-embeddings': embeddings,
  '09-inference': inference,
  '10-evaluation': evaluation,
  '11-in-the-browser': inTheBrowser,
};
