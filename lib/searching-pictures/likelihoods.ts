import { join } from 'node:path';
import { descriptionsPath, ensureDescriptions } from '../cleaning/index.js';
import type { Dataset, ImageId, SplitName } from '../data-understanding/index.js';
import { createRandom } from '../engine/index.js';
import { withFeatures } from '../image-encoding/index.js';
import { captionsMadeFrom } from '../inference/index.js';
import { ensureModel, type ModelInputs, runOutputs } from '../model/index.js';
import {
  asInput,
  contentOf,
  decodeNpy,
  encodeNpy,
  findOrRemake,
  readArtefact,
  writeArtefact,
} from '../outputs/index.js';
import { easeOf } from './hubs.js';
import { forgetParts, keptLikelihoods } from './likelihood-parts.js';
import { type JudgedQuery, peoplesQueries, queryOf } from './queries.js';

/** So many training captions stand for just any caption. */
const SENTENCES = 100;

/** How probable the model finds each query for each picture of a split. */
export interface Likelihoods {
  ids: ImageId[];
  queries: JudgedQuery[];
  /** `[queries, pictures]` */
  logs: Float32Array;
  /** How probable it finds just any caption, given each picture: `[pictures]`. */
  ease: Float32Array;
}

/** Which of people's captions are queries. */
export interface LikelihoodOptions {
  /** So many of each picture's captions, the first ones. Default: all. */
  captions?: number;
  seed?: number;
}

/** Training captions drawn by lot, as a captioner reads them: none is a query of the split that is searched. */
async function anySentences(
  dataset: Dataset,
  { vocabulary }: Pick<ModelInputs, 'vocabulary'>,
  seed = 1,
): Promise<number[][]> {
  const cleaned = await ensureDescriptions(dataset);
  const texts = dataset.splits.train.flatMap((id) => cleaned.get(id)?.[0] ?? []);
  const drawn = createRandom(seed).shuffled(texts).slice(0, SENTENCES);
  return drawn.map((text) => queryOf(text, dataset, vocabulary).sequence);
}

/**
 * How probable a run finds people's captions of a split for each of its pictures, in `likelihoods.<split>.npy`: read from the run
 * folder, or computed now. Computing goes on where it was stopped.
 */
export async function ensureLikelihoods(
  dataset: Dataset,
  split: SplitName,
  { captions, seed = 1 }: LikelihoodOptions = {},
): Promise<Likelihoods> {
  const { model, inputs } = await asInput(() => ensureModel(dataset));
  const ids = withFeatures(dataset.splits[split], inputs.features);
  const queries = await peoplesQueries(dataset, split, inputs, captions);
  const some = captions === undefined ? '' : `.${captions}-a-picture`;
  const path = join(runOutputs(dataset), `likelihoods.${split}${some}.npy`);
  const parts = `${path}.parts`;
  const madeFrom = {
    ...captionsMadeFrom(dataset, split, inputs),
    ...{ descriptions: contentOf(descriptionsPath(dataset)), sentences: SENTENCES, seed },
  };
  const all = await findOrRemake(path, madeFrom, {
    read: () => decodeNpy(readArtefact(path, madeFrom), path).data as Float32Array,
    make: async () => {
      const sentences = await anySentences(dataset, inputs, seed);
      const sequences = [...queries.map(({ sequence }) => sequence), ...sentences];
      const work = {
        told: `${queries.length} queries, ${ids.length} pictures`,
        folder: parts,
        madeFrom,
      };
      const logs = await keptLikelihoods(model, inputs.features, ids, sequences, work);
      writeArtefact(path, encodeNpy([sequences.length, ids.length], logs), madeFrom);
      forgetParts(parts);
      return logs;
    },
  });
  const judged = queries.length * ids.length;
  const ease = easeOf(all.subarray(judged), ids.length);
  return { ids, queries, logs: all.subarray(0, judged), ease };
}
