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

/** A map in which some cells say what all cells say on average. */
export function coverCells(
  map: Float32Array,
  some: readonly number[],
  width: number,
): Float32Array {
  const cells = map.length / width;
  const covered = map.slice();
  for (let i = 0; i < width; i++) {
    let sum = 0;
    for (let other = 0; other < cells; other++) sum += map[other * width + i];
    for (const cell of some) covered[cell * width + i] = sum / cells;
  }
  return covered;
}

/** The probability of the meant word of each caption, after the words before it. */
function probabilitiesOf(model: CaptionModel, words: readonly LookedAt[]): number[] {
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

/** The cells by their share, the greatest first. */
const byShare = (looked: Float32Array) =>
  Array.from(looked.keys()).sort((a, b) => looked[b] - looked[a]);

/**
 * Covers cells of every map, those that were looked at most or as many drawn by lot from the others, and tells how probable
 * the same word is then; nothing where there are no words.
 * @param counts how many cells
 */
export function coverTable(
  model: CaptionModel,
  words: readonly LookedAt[],
  { counts = [1, 10], seed = 1 } = {},
) {
  if (words.length === 0) return [];
  const random = createRandom(`cover ${seed}`);
  const before = probabilitiesOf(model, words);
  const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const row = (cells: number, which: string, cellsOf: (looked: Float32Array) => number[]) => {
    const covered = words.map((one) => {
      const map = coverCells(one.map, cellsOf(one.looked), model.reads.width);
      return { ...one, map };
    });
    const after = probabilitiesOf(model, covered);
    return {
      'cells covered': cells,
      which,
      'mean probability of the word': mean(after),
      'fell by, %': 100 * (1 - mean(after) / mean(before)),
    };
  };
  return [
    row(0, 'none', () => []),
    ...counts.flatMap((count) => [
      row(count, 'looked at most', (looked) => byShare(looked).slice(0, count)),
      row(count, 'others, by lot', (looked) =>
        random.shuffled(byShare(looked).slice(count)).slice(0, count),
      ),
    ]),
  ];
}
