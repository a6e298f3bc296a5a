import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageId } from '../data-understanding/index.js';
import { progressBar } from '../display/progress.js';
import type { FeatureSource } from '../generator/index.js';
import type { CaptionModel } from '../model/index.js';
import {
  artefactExists,
  decodeNpy,
  encodeNpy,
  type MadeFrom,
  readArtefact,
  writeArtefact,
} from '../outputs/index.js';
import { logLikelihoods } from './likelihood.js';

/** Pictures of a part. What is lost when the work is stopped is less than this. */
const PICTURES_A_PART = 20;

/** A long work whose parts are kept. */
interface KeptWork {
  /** Names the work in a progress bar. */
  told: string;
  folder: string;
  madeFrom: MadeFrom;
}

/** What a part kept, if it is there and was made from the same; a part that is not whole is made again. */
function keptPart(path: string, madeFrom: MadeFrom): Float32Array | undefined {
  if (!artefactExists(path)) return undefined;
  try {
    return decodeNpy(readArtefact(path, madeFrom), path).data as Float32Array;
  } catch {
    return undefined;
  }
}

/**
 * `logLikelihoods` of many pictures, kept in a folder part by part: after an interruption it goes on behind the last one.
 * Whoever has written the whole result removes the folder.
 */
export async function keptLikelihoods(
  model: CaptionModel,
  features: FeatureSource,
  ids: readonly ImageId[],
  sequences: readonly number[][],
  { told, folder, madeFrom }: KeptWork,
): Promise<Float32Array> {
  const result = new Float32Array(sequences.length * ids.length); // [queries, pictures]
  const bar = progressBar(told, result.length, 'pairs');
  let kept = 0;
  for (let from = 0; from < ids.length; from += PICTURES_A_PART) {
    const some = ids.slice(from, from + PICTURES_A_PART);
    const path = join(folder, `${String(from).padStart(6, '0')}.npy`);
    const found = keptPart(path, madeFrom);
    if (found) {
      kept += some.length;
      bar.advance(found.length, `${kept} pictures were kept`);
    }
    const logs =
      found ?? (await logLikelihoods(model, features, some, sequences, (n) => bar.advance(n)));
    if (!found) writeArtefact(path, encodeNpy([sequences.length, some.length], logs), madeFrom);
    for (let query = 0; query < sequences.length; query++) {
      const own = logs.subarray(query * some.length, (query + 1) * some.length);
      result.set(own, query * ids.length + from);
    }
  }
  bar.done(kept > 0 ? `${kept} pictures were kept from before` : undefined);
  return result;
}

/** Removes the parts: the result is whole. */
export const forgetParts = (folder: string) => rmSync(folder, { recursive: true, force: true });
