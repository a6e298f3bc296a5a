import { encodeCaptions, type SequencesById } from '../../caption-preprocessing/index.js';
import { ensureDescriptions } from '../../cleaning/index.js';
import type { Dataset, SplitName } from '../../data-understanding/index.js';
import { type tf, valuesOf } from '../../engine/index.js';
import { captionBatches } from '../../generator/index.js';
import { withFeatures } from '../../image-encoding/index.js';
import {
  captionLogits,
  copiedRows,
  type ModelInputs,
  mergeWeights,
  toTensors,
} from '../../model/index.js';
import { withMarkers } from '../../vocabulary/index.js';
import type { Foretold } from './bins.js';
import { foretoldAt, type NextWords } from './temperature.js';

/** A model and the pictures' vectors that it reads. */
interface Reader {
  model: tf.LayersModel;
  inputs: Pick<ModelInputs, 'features'>;
}

/** Captions read together. */
const AT_ONCE = 128;

/**
 * People's captions of a split as word indices, markers included. Pictures without features are left out, and words that the
 * vocabulary lacks, as in training.
 */
export async function referenceSequences(
  dataset: Dataset,
  split: SplitName,
  { vocabulary, features }: Pick<ModelInputs, 'vocabulary' | 'features'>,
): Promise<SequencesById> {
  const cleaned = await ensureDescriptions(dataset);
  const ids = withFeatures(dataset.splits[split], features);
  const captions = new Map(ids.map((id) => [id, cleaned.get(id) ?? []]));
  return encodeCaptions(withMarkers(captions), vocabulary);
}

/** The captions of every second picture, and those of the others. */
export function halvesOf(captions: SequencesById): [SequencesById, SequencesById] {
  const half = (which: number) => [...captions].filter((_, at) => at % 2 === which);
  return [new Map(half(0)), new Map(half(1))];
}

/** What the model makes of captions, a batch at a time: `captionLogits` where a word came, not where padding stands. */
async function* read(
  { model, inputs: { features } }: Reader,
  captions: SequencesById,
): AsyncGenerator<NextWords> {
  const weights = mergeWeights(model);
  for (const batch of captionBatches(captions, { batchSize: AT_ONCE })) {
    const { batch: size, steps, targets } = batch;
    const all = (await valuesOf(() => {
      const { features: pictures, tokens } = toTensors(batch, copiedRows(features));
      return captionLogits(weights, pictures, tokens); // [steps * batch, vocabulary]
    })) as Float32Array;
    const vocabulary = all.length / (steps * size);
    const rows = [...targets.keys()].filter((at) => targets[at] > 0); // of [batch, steps]
    const logits = new Float32Array(rows.length * vocabulary); // [rows, vocabulary]
    for (const [row, at] of rows.entries()) {
      const from = ((at % steps) * size + Math.floor(at / steps)) * vocabulary;
      logits.set(all.subarray(from, from + vocabulary), row * vocabulary);
    }
    yield { logits, came: Int32Array.from(rows, (at) => targets[at]), vocabulary };
  }
}

/**
 * What a model makes of every next word of people's captions, given the picture and the words that they wrote before it
 * (teacher forcing). The end marker is one of the words.
 * @param most of so many pictures, the first ones: a number a word of the vocabulary is kept for every place
 */
export async function nextWords(
  trained: Reader,
  captions: SequencesById,
  most = 200,
): Promise<NextWords> {
  const parts: NextWords[] = [];
  const few = new Map([...captions].slice(0, most));
  for await (const part of read(trained, few)) parts.push(part);
  const rows = parts.reduce((sum, { came }) => sum + came.length, 0);
  const vocabulary = parts[0]?.vocabulary ?? 0;
  const all = {
    logits: new Float32Array(rows * vocabulary),
    came: new Int32Array(rows),
    vocabulary,
  };
  let row = 0;
  for (const { logits, came } of parts) {
    all.logits.set(logits, row * vocabulary);
    all.came.set(came, row);
    row += came.length;
  }
  return all;
}

/**
 * The most probable next word at every place of people's captions: how sure the model was of it, and whether it came. Keeps
 * no logits, so the captions can be many.
 * @param temperature by which the logits are divided
 */
export async function foretellWords(
  trained: Reader,
  captions: SequencesById,
  temperature = 1,
): Promise<Foretold[]> {
  const all: Foretold[] = [];
  for await (const part of read(trained, captions)) all.push(...foretoldAt(part, temperature));
  return all;
}
