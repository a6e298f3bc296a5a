import type { ImageId } from '../data-understanding/index.js';
import { tf, valuesOf } from '../engine/index.js';
import type { FeatureSource } from '../generator/index.js';
import { type CaptionModel, copiedRows } from '../model/index.js';
import { type SharedBeginnings, sharedBeginnings } from './shared-beginnings.js';

/** Added to a probability before its logarithm: float32 rounds what is smaller to 0. */
const SMALLEST = 1e-37;

/** Queries that are read together: of about the same length, and sorted by their words, so that many of them begin alike. */
const QUERIES_AT_ONCE = 64;

/** So many words more or less are about the same length: every query is read as far as the longest that it is read with. */
const ALIKE_WORDS = 4;

/** Most logits that are computed together. */
const MOST_LOGITS = 2 ** 22;

/** A part of the queries, with where each stands among all. */
interface QueryPart extends SharedBeginnings {
  at: number[];
  /** Word indices but the last, zeros behind: `[queries, steps]`. */
  tokens: Int32Array;
  steps: number;
}

function partOf(sequences: readonly number[][], at: number[]): QueryPart {
  const own = at.map((i) => sequences[i]);
  const steps = Math.max(...own.map(({ length }) => length - 1));
  const tokens = new Int32Array(own.length * steps);
  for (const [row, sequence] of own.entries()) tokens.set(sequence.slice(0, -1), row * steps);
  return { at, tokens, steps, ...sharedBeginnings(own) };
}

function partsOf(sequences: readonly number[][]): QueryPart[] {
  const texts = sequences.map((one) => one.map((word) => String(word).padStart(7, '0')).join(' '));
  const lengths = sequences.map(({ length }) => Math.ceil(length / ALIKE_WORDS));
  const order = [...texts.keys()].sort(
    (a, b) => lengths[a] - lengths[b] || (texts[a] < texts[b] ? -1 : 1),
  );
  const starts = Array.from(
    { length: Math.ceil(order.length / QUERIES_AT_ONCE) },
    (_, i) => i * QUERIES_AT_ONCE,
  );
  return starts.map((from) => partOf(sequences, order.slice(from, from + QUERIES_AT_ONCE)));
}

/** Which rows of `captionLogits` hold the beginnings of each picture, and where each asked word's logit lies among them. */
function layoutOf({ rows, asked, at }: QueryPart, pictures: number) {
  const perStep: number[][] = []; // queries
  for (const { step, query } of rows) {
    perStep[step] ??= [];
    perStep[step].push(query);
  }
  const before = perStep.map((_, step) =>
    perStep.slice(0, step).reduce((sum, { length }) => sum + length, 0),
  );
  const queries = at.length;
  const places: number[] = [];
  for (const [step, own] of perStep.entries()) {
    for (let picture = 0; picture < pictures; picture++) {
      for (const query of own) places.push((step * pictures + picture) * queries + query);
    }
  }
  const wanted: { row: number; word: number }[] = [];
  for (let picture = 0; picture < pictures; picture++) {
    for (const { row, word } of asked) {
      const { step } = rows[row];
      const own = perStep[step].length;
      wanted.push({ row: before[step] * pictures + picture * own + (row - before[step]), word });
    }
  }
  return { places, wanted };
}

/** The log probability of every asked word, given each picture: `[pictures, asked]`. */
async function askedWords(
  model: Pick<CaptionModel, 'captionLogits' | 'logitsOfAll' | 'vocabularySize'>,
  rows: () => tf.Tensor,
  pictures: number,
  part: QueryPart,
): Promise<Float32Array> {
  const { places, wanted } = layoutOf(part, pictures);
  const { vocabularySize } = model;
  return (await valuesOf(() => {
    const { length } = part.at;
    const tokens = tf.tensor2d(part.tokens, [length, part.steps], 'int32');
    const at = tf.tensor1d(Int32Array.from(places), 'int32');
    const logits = model.logitsOfAll
      ? model.logitsOfAll(rows(), tokens, at)
      : model.captionLogits(rows(), tf.tile(tokens, [pictures, 1]), undefined, at); // [places, vocabulary]
    const flat = Int32Array.from(wanted, ({ row, word }) => row * vocabularySize + word);
    const said = logits.softmax().flatten().gather(tf.tensor1d(flat, 'int32')); // [pictures * asked]
    return said.add(SMALLEST).log();
  })) as Float32Array;
}

/**
 * How probable the model finds each query as the caption of each picture: the sum of its words' log probabilities, the end
 * marker's among them, `[queries, pictures]`. All in batches of many pictures and many queries, and what queries have in common
 * at their beginning is computed once.
 * @param sequences the queries' word indices, both markers included
 * @param advanced hears of so many more pairs of a query and a picture
 */
export async function logLikelihoods(
  model: CaptionModel,
  features: FeatureSource,
  ids: readonly ImageId[],
  sequences: readonly number[][],
  advanced?: (pairs: number) => void,
): Promise<Float32Array> {
  const parts = partsOf(sequences);
  const pictures = copiedRows(features);
  const result = new Float32Array(sequences.length * ids.length); // [queries, pictures]
  const most = Math.max(...parts.map(({ rows }) => rows.length)) * model.vocabularySize;
  const together = Math.max(1, Math.floor(MOST_LOGITS / most));
  for (let from = 0; from < ids.length; from += together) {
    const some = ids.slice(from, from + together);
    for (const part of parts) {
      const logs = await askedWords(model, () => pictures.of(some), some.length, part);
      const width = part.asked.length;
      for (const [row, words] of part.words.entries()) {
        const own = part.at[row] * ids.length + from;
        for (let picture = 0; picture < some.length; picture++) {
          let sum = 0;
          for (const word of words) sum += logs[picture * width + word];
          result[own + picture] = sum;
        }
      }
      advanced?.(some.length * part.at.length);
    }
  }
  return result;
}
