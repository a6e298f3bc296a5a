import type { Claims } from '../executed.js';
import { claims as imageEncoding } from './04-image-encoding.js';
import { claims as embeddings } from './07-embeddings.js';
import { claims as model } from './08-model.js';
import { claims as evaluation } from './10-evaluation.js';

/** What the sentences of each notebook claim of a run. */
export const claimsOf: Record<string, Claims> = {
  '04-image-encoding': imageEncoding,
  '07-embeddings': embeddings,
  '08-model': model,
  '10-evaluation': evaluation,
};
