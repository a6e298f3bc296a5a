import { createRandom } from './random.js';

/**
 * Makes everything that TensorFlow.js draws at random from here on repeatable: initial weights and dropout masks.
 * It takes its seeds from `Math.random`, so this replaces `Math.random` by a seeded stream.
 */
export function seedEverything(seed: number): void {
  Math.random = createRandom(seed).uniform;
}
