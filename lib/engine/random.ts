import seedrandom from 'seedrandom';

/** A stream of repeatable random choices. */
export interface Random {
  /** A number in [0, 1). */
  uniform(): number;
  /** A whole number from 0 to `below - 1`. */
  integer(below: number): number;
  /** A number from the standard normal distribution (Box and Muller, 1958). */
  normal(): number;
  /** One of the items, each equally likely. */
  choice<T>(items: readonly T[]): T;
  /** The items in a new, shuffled array (Fisher and Yates, 1938). */
  shuffled<T>(items: readonly T[]): T[];
}

/**
 * Makes everything that TensorFlow.js draws at random from here on repeatable: initial weights and dropout masks.
 * It takes its seeds from `Math.random`, so this replaces `Math.random` by a seeded stream.
 */
export function seedEverything(seed: number): void {
  Math.random = createRandom(seed).uniform;
}

/**
 * A random stream that depends on nothing but its seed (any number or text).
 * @example
 * ```ts
 * import { createRandom } from 'captionlab/engine';
 *
 * createRandom('seed').integer(10) === createRandom('seed').integer(10); // → true
 * ```
 */
export function createRandom(seed: number | string): Random {
  const uniform = seedrandom.alea(String(seed));
  const integer = (below: number) => Math.floor(uniform() * below);
  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    choice: (items) => items[integer(items.length)],
    shuffled: (items) => {
      const result = [...items];
      for (let i = result.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [result[i], result[j]] = [result[j], result[i]];
      }
      return result;
    },
  };
}
