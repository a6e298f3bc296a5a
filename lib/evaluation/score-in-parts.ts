import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import {
  fingerprintOf,
  type Shard,
  type WorkDone,
  type WorkInParts,
  workInParts,
} from '../outputs/index.js';
import {
  type CaptionScores,
  metrics,
  referenceCorpus,
  rulesOf,
  type ScoredCaption,
  scoreCaptions,
  scoresOf,
} from './score-captions.js';
import type { Tokenizer } from './tokenize.js';

const PICTURES_AT_ONCE = 256;

/** Captions that are scored in parts, and where the parts lie. */
export interface ScoredInParts {
  candidates: ReadonlyMap<ImageId, string>;
  references: CaptionsById;
  tokenizer: Tokenizer;
  folder: string;
}

/**
 * Scores a part of some captions, or what is left of all: each picture with the document frequencies of all references, so
 * that all parts together are what `scoreCaptions` gives.
 * @returns the scores once all parts are there, else how much is done
 * @throws UserError when the folder holds parts of other captions, naming both
 */
export async function scoreInParts(
  { candidates, references, tokenizer, folder }: ScoredInParts,
  shard?: Shard,
): Promise<CaptionScores | WorkDone> {
  const all = [...candidates];
  let scores: CaptionScores | undefined;
  const work: WorkInParts = {
    ...{ folder, rows: all.length, atOnce: PICTURES_AT_ONCE },
    madeFrom: {
      candidates: fingerprintOf(JSON.stringify(all)).slice(0, 12),
      references: fingerprintOf(JSON.stringify([...references])).slice(0, 12),
      ...{ tokenizer, metrics: metrics.join(', ') },
    },
    keepsParts: true,
    isDone: () => false,
    async *make(batches) {
      const corpus = referenceCorpus(references, { tokenizer });
      for (const [from, to] of batches) {
        const some = new Map(all.slice(from, to));
        const { pictures } = scoreCaptions(some, references, { tokenizer, corpus });
        yield pictures.map(({ scores, counts }) => JSON.stringify({ scores, counts }));
      }
    },
    finish(values) {
      const pictures = Array.from(values, (text, row): ScoredCaption => {
        const [imageId, caption] = all[row];
        return {
          ...{ imageId, caption, references: references.get(imageId) as string[] },
          ...JSON.parse(text),
        };
      });
      scores = scoresOf(pictures, rulesOf({ tokenizer }));
    },
  };
  const done = await workInParts(work, shard);
  return scores ?? done;
}
