import type { Random } from '../engine/random.js';
import { wordsIn } from './agreement.js';
import type { CaptionsById } from './types.js';

/** The words that two captions have in common, and how many there are in either of them. */
function compared(one: string, other: string): { common: string[]; all: number } {
  const [left, right] = [wordsIn(one), wordsIn(other)];
  const common = [...left].filter((word) => right.has(word));
  return { common, all: left.size + right.size - common.length };
}

/**
 * How alike two captions are: the words in common over the words in either, 0 to 1 (P. Jaccard, The distribution of the flora
 * in the alpine zone, New Phytologist 11, 1912).
 * @example
 * ```ts
 * import { likeness } from 'captionlab/data-understanding';
 *
 * likeness('A dog runs.', 'The dog runs'); // → 2 / 3
 * ```
 */
export function likeness(one: string, other: string): number {
  const { common, all } = compared(one, other);
  return common.length / Math.max(1, all);
}

/** Each two of some captions, by their numbers from 1. */
function pairsOf(captions: readonly string[]) {
  return captions.flatMap((one, i) =>
    captions.slice(i + 1).map((other, j) => ({ one, other, names: `${i + 1} and ${i + j + 2}` })),
  );
}

/** The mean likeness of each two captions of one picture: `n (n - 1) / 2` pairs; 0 where there are none. */
export function meanLikeness(captions: readonly string[]): number {
  const pairs = pairsOf(captions);
  const sum = pairs.reduce((total, { one, other }) => total + likeness(one, other), 0);
  return sum / Math.max(1, pairs.length);
}

/** Each two captions of one picture: what they have in common, and how alike they are. */
export function likenessTable(captions: readonly string[]): Record<string, unknown>[] {
  return pairsOf(captions).map(({ one, other, names }) => {
    const { common, all } = compared(one, other);
    return {
      captions: names,
      'words in common': common.join(' '),
      'in common': common.length,
      'in either': all,
      likeness: likeness(one, other),
    };
  });
}

/** The likeness of two captions that do not speak of the same picture: the first ones of each picture and of one drawn by lot. */
export function likenessOfStrangers(captions: CaptionsById, random: Random): number[] {
  const mixed = random.shuffled([...captions.values()]);
  return mixed.slice(1).map(([caption], i) => likeness(mixed[i][0], caption));
}
