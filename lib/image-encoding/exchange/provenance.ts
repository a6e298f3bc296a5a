import { existsSync, readFileSync } from 'node:fs';
import type { ImageId } from '../../data-understanding/types.js';
import { type MadeFrom, objectWith, shortPath, UserError } from '../../outputs/index.js';
import { type Features, featuresFingerprint } from '../feature-table.js';

/** What an export says of its vectors, so that they are the same features when they are imported again. */
export interface Provenance {
  madeFrom: MadeFrom;
  /** What tells the bytes of each picture from any others, where they were seen. */
  marks: Record<ImageId, string>;
  /** Tells the vectors from any others: those that were changed since came from elsewhere. */
  vectors: string;
}

/** Where it stands: beside the vectors. */
export const provenancePath = (vectors: string) => vectors.replace(/\.npy$/, '.json');

const isProvenance = objectWith<Provenance>('madeFrom', 'marks', 'vectors');

/**
 * Where a file's vectors came from, when this project exported them.
 * @throws UserError when another encoder made them than the one named
 */
export function readProvenance(path: string, features: Features): Provenance | undefined {
  const place = provenancePath(path);
  if (!path.endsWith('.npy') || !existsSync(place)) return undefined;
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(place, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (!isProvenance(found) || found.vectors !== featuresFingerprint(features, features.ids)) {
    return undefined;
  }
  const { encoder } = Object(found.madeFrom) as MadeFrom;
  if (encoder !== features.encoder) {
    throw new UserError(
      `${shortPath(path)} holds features by ${encoder}, not by ${features.encoder}: import them with --encoder ${encoder}.`,
    );
  }
  return found;
}
