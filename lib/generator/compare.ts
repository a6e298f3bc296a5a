import type { SequencesById } from '../caption-preprocessing/index.js';
import type { Random } from '../engine/random.js';
import { captionBatches } from './caption-batches.js';
import { type FeatureSource, pairBatches } from './pair-batches.js';

/** A source of features that are all zeros: for looking at batches where no pictures were encoded. */
export function blankFeatures(width: number): FeatureSource {
  const blank = new Float32Array(width);
  return { width, of: () => blank };
}

const HALF = 2 ** 26;

/**
 * One word more behind words that are a number already; 0 stands for none. Two hashes of 26 bits in one number: among the
 * 5 million questions of COCO hardly ever are two different ones alike.
 */
function withWord(soFar: number, word: number): number {
  const [high, low] = [Math.floor(soFar / HALF), soFar % HALF];
  const first = (Math.imul(high ^ word, 0x01000193) ^ (high >>> 13)) + 0x9e3779b9;
  const second = Math.imul(low + word + 1, 0x85ebca6b) ^ (low >>> 11);
  return (first & (HALF - 1)) * HALF + ((second ^ (second >>> 15)) & (HALF - 1));
}
/** Every question of an epoch of pairs, words so far and the next word, as a number; in order of drawing. */
export function* questionsOfPairs(
  sequences: SequencesById,
  maxLength: number,
  random?: Random,
): Generator<number> {
  const options = { picturesPerBatch: 3, maxLength, random };
  for (const { prefixes, next, rows } of pairBatches(sequences, blankFeatures(0), options)) {
    for (let row = 0; row < rows; row++) {
      let question = 0;
      for (let at = row * maxLength; at < (row + 1) * maxLength; at++) {
        if (prefixes[at] > 0) question = withWord(question, prefixes[at]);
      }
      yield withWord(question, next[row]);
    }
  }
}

/** Every question of an epoch of captions, numbered in the same way. */
export function* questionsOfCaptions(
  sequences: SequencesById,
  batchSize: number,
  random?: Random,
): Generator<number> {
  const options = { batchSize, random };
  for (const { tokens, targets, batch, steps } of captionBatches(sequences, options)) {
    for (let row = 0; row < batch; row++) {
      let question = 0;
      for (let at = row * steps; at < (row + 1) * steps && targets[at] > 0; at++) {
        question = withWord(question, tokens[at]);
        yield withWord(question, targets[at]);
      }
    }
  }
}

/** How often each question is in one stream and not in the other: none, when both ask the same. */
export function compareQuestions(
  one: Iterable<number>,
  other: Iterable<number>,
): { one: number; other: number; different: number } {
  const [left, right] = [Float64Array.from(one).sort(), Float64Array.from(other).sort()];
  let [a, b, same] = [0, 0, 0];
  while (a < left.length && b < right.length) {
    if (left[a] === right[b]) same++;
    const [before, after] = [left[a] <= right[b], left[a] >= right[b]];
    a += Number(before);
    b += Number(after);
  }
  return {
    ...{ one: left.length, other: right.length },
    different: left.length + right.length - 2 * same,
  };
}
