import type { Claims } from '../executed.js';
import { imageEncoding } from './04-image-encoding.js';
import { embeddings } from './07-embeddings.js';

/** What the sentences of each notebook claim of a run. */
export const claimsOf: Record<string, Claims> = {
  '04-image-encoding': imageEncoding,
  '07-embeddings': embeddings,
};
