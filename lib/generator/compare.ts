import type { SequencesById } from '../caption-preprocessing';
import type { Random } from '../engine/random';
import { captionBatches } from './caption-batches';
import { type FeatureSource, pairBatches } from './pair-batches';

/** A source of features that are all zeros: for looking at batches where no pictures were encoded. */
export function blankFeatures(width: number): FeatureSource {
  const blank = new Float32Array(width);
  return { width, of: () => blank };
}

/** Every question of an epoch of pairs, as text `words so far -> next word`, in order of drawing. */
export function* questionsOfPairs(
  sequences: SequencesById,
  maxLength: number,
  random?: Random,
): Generator<string> {
  const options = { picturesPerBatch: 3, maxLength, random };
  for (const { prefixes, next, rows } of pairBatches(sequences, blankFeatures(0), options)) {
    for (let row = 0; row < rows; row++) {
      const prefix = prefixes.subarray(row * maxLength, (row + 1) * maxLength);
      yield `${prefix.filter((index) => index > 0).join(' ')} -> ${next[row]}`;
    }
  }
}

/** Every question of an epoch of captions, written in the same way. */
export function* questionsOfCaptions(
  sequences: SequencesById,
  batchSize: number,
  random?: Random,
): Generator<string> {
  for (const { tokens, targets, batch, steps } of captionBatches(sequences, {
    batchSize,
    random,
  })) {
    for (let row = 0; row < batch; row++) {
      for (let step = 0; step < steps; step++) {
        const target = targets[row * steps + step];
        if (target === 0) continue;
        yield `${tokens.subarray(row * steps, row * steps + step + 1).join(' ')} -> ${target}`;
      }
    }
  }
}

/** How often each question is in one stream and not in the other: none, when both ask the same. */
export function compareQuestions(
  one: Iterable<string>,
  other: Iterable<string>,
): { one: number; other: number; different: number } {
  const balance = new Map<string, number>();
  const counts = { one: 0, other: 0 };
  for (const question of one) {
    counts.one++;
    balance.set(question, (balance.get(question) ?? 0) + 1);
  }
  for (const question of other) {
    counts.other++;
    balance.set(question, (balance.get(question) ?? 0) - 1);
  }
  let different = 0;
  for (const left of balance.values()) different += Math.abs(left);
  return { ...counts, different };
}
