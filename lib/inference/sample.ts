import { createRandom, type Random } from '../engine/index.js';
import type { ModelOrLayers } from '../model/index.js';
import { fingerprintOf, UserError } from '../outputs/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import type { FoundCaption } from './found-caption.js';
import { mostProbable } from './greedy.js';
import { checkWhole, type SearchOptions } from './search-options.js';
import { type Choose, speak } from './speak.js';

export interface SampleOptions extends SearchOptions {
  /** Captions drawn of each picture. Default: 1. */
  samples?: number;
  /** Below 1 the probable words become more probable, above 1 less; 0 is greedy search. Default: 1. */
  temperature?: number;
  /**
   * Nucleus sampling (Holtzman et al. 2020): words are drawn only from the smallest set that holds this much of the
   * probability. Default: 1, all of them.
   */
  topP?: number;
  seed: number;
}

/** What each word weighs in the draw, `[vocabulary]`: its probability to the power of `1 / temperature`, up to a factor. */
export function tempered(row: Float32Array, temperature: number): Float64Array {
  const most = row[mostProbable(row)];
  return Float64Array.from(row, (probability) =>
    probability === most ? 1 : (probability / most) ** (1 / temperature),
  );
}

/** Leaves only the heaviest words that together hold `topP` of the weight; the one that reaches it is kept. */
export function keepNucleus(weights: Float64Array, topP: number): void {
  if (topP >= 1) return;
  const wanted = topP * weights.reduce((a, b) => a + b, 0);
  const order = [...weights.keys()].sort((a, b) => weights[b] - weights[a] || a - b);
  let held = 0;
  for (const word of order) {
    if (held >= wanted) weights[word] = 0;
    held += weights[word];
  }
}

/** A word drawn in proportion to the weights. */
export function drawWord(weights: Float64Array, random: Random): number {
  let left = random.uniform() * weights.reduce((a, b) => a + b, 0);
  let last = 0;
  for (let word = 0; word < weights.length; word++) {
    if (weights[word] === 0) continue;
    last = word;
    left -= weights[word];
    if (left < 0) break;
  }
  return last;
}

function checkSampling({ samples = 1, temperature = 1, topP = 1 }: SampleOptions): void {
  checkWhole('samples', samples, 1);
  if (!(temperature >= 0 && temperature < Infinity)) {
    throw new UserError(`temperature is ${temperature}: expected 0 or more.`);
  }
  if (!(topP > 0 && topP <= 1)) {
    throw new UserError(`topP is ${topP}: expected more than 0 and at most 1.`);
  }
}

/**
 * Captions drawn by lot from the model's probabilities. What is drawn for a picture depends on the seed, the picture's
 * vector and the number of the sample alone: not on the other pictures, nor on how many samples are drawn.
 * @param features one vector a picture, each `[features]`
 * @returns for every picture its samples in the order drawn; probabilities are the model's own, untempered
 * @throws UserError for settings that cannot be, and as `greedySearch` does
 */
export async function sampleCaptions(
  model: ModelOrLayers,
  vocabulary: Vocabulary,
  features: readonly Float32Array[],
  options: SampleOptions,
): Promise<FoundCaption[][]> {
  checkSampling(options);
  const { samples = 1, temperature = 1, topP = 1, seed } = options;
  const choosersOf = (row: Float32Array): Choose[] => {
    const picture = fingerprintOf(new Uint8Array(row.buffer, row.byteOffset, row.byteLength));
    return Array.from({ length: samples }, (_, sample) => {
      const random = createRandom(`${seed} ${picture} ${sample}`);
      return (probabilities) => {
        if (temperature === 0) return mostProbable(probabilities);
        const weights = tempered(probabilities, temperature);
        keepNucleus(weights, topP);
        return drawWord(weights, random);
      };
    });
  };
  return speak(model, vocabulary, features, choosersOf, samples, options);
}
