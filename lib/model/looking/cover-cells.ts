import { createRandom, tf } from '../../engine/index.js';
import type { CaptionModel } from '../caption-model.js';

/** A word of a caption, said of a map, and where the captioner looked then. */
export interface LookedAt {
  /** `[cells * width]` */
  map: Float32Array;
  /** The caption's words as numbers, the start marker first. */
  tokens: readonly number[];
  /** Which of them is meant. */
  place: number;
  /** `[cells]` */
  looked: Float32Array;
}

/** A map in which one cell says what all cells say on average. */
export function coverCell(map: Float32Array, cell: number, width: number): Float32Array {
  const cells = map.length / width;
  const covered = map.slice();
  for (let i = 0; i < width; i++) {
    let sum = 0;
    for (let other = 0; other < cells; other++) sum += map[other * width + i];
    covered[cell * width + i] = sum / cells;
  }
  return covered;
}

/** The probability of the meant word of each caption, after the words before it. */
export function probabilitiesOf(model: CaptionModel, words: readonly LookedAt[]): number[] {
  const { cells, width } = model.reads;
  const steps = Math.max(...words.map(({ tokens }) => tokens.length));
  return tf.tidy(() => {
    const maps = tf.stack(words.map(({ map }) => tf.tensor2d(map, [cells, width])));
    const tokens = tf.tensor2d(
      words.map(({ tokens }) => [...tokens, ...Array(steps - tokens.length).fill(0)]),
      [words.length, steps],
      'int32',
    );
    const places = words.map(({ place }, i) => (place - 1) * words.length + i); // after the word before
    const logits = model.captionLogits(maps, tokens, undefined, tf.tensor1d(places, 'int32'));
    const shares = logits.softmax().arraySync() as number[][]; // [words, vocabulary]
    return words.map(({ tokens, place }, i) => shares[i][tokens[place]]);
  });
}

const heaviest = (looked: Float32Array) =>
  looked.reduce((best, share, cell) => (share > looked[best] ? cell : best), 0);

/**
 * Covers one cell of every map, the one that was looked at most or one drawn by lot from the others, and tells how probable
 * the same word is then.
 */
export function coverTable(model: CaptionModel, words: readonly LookedAt[], seed = 1) {
  const { width, cells } = model.reads;
  const random = createRandom(`cover ${seed}`);
  const other = (cell: number) => (cell + 1 + Math.floor(random.uniform() * (cells - 1))) % cells;
  const covered = (cellOf: (looked: Float32Array) => number) =>
    words.map((one) => ({ ...one, map: coverCell(one.map, cellOf(one.looked), width) }));
  const ways = {
    nothing: words,
    'the cell looked at most': covered(heaviest),
    'another cell, by lot': covered((looked) => other(heaviest(looked))),
  };
  const before = probabilitiesOf(model, words);
  const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  return Object.entries(ways).map(([name, some]) => {
    const after = probabilitiesOf(model, some);
    const fallen = after.filter((one, i) => one < before[i] / 2).length;
    return {
      covered: name,
      'mean probability of the word': mean(after),
      'fell to less than half': `${fallen} of ${words.length}`,
    };
  });
}
