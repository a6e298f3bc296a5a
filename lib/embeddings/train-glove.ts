import { createRandom, type Random } from '../engine/random.js';
import type { Cooccurrences } from './cooccurrence.js';

/** What can be chosen about GloVe's training. */
export interface GloveOptions {
  /** Numbers in a vector (200). */
  width?: number;
  /** Times that every pair is seen (see `epochsFor`). */
  epochs?: number;
  /** AdaGrad's step (0.05). */
  learningRate?: number;
  /** Pairs counted this often or more weigh 1 (10). */
  xMax?: number;
  /** The weighting's exponent (0.75). */
  alpha?: number;
  seed?: number;
  /** Told after each epoch: which, from 1, and its mean loss. */
  onEpoch?: (epoch: number, loss: number) => void;
}

/** What GloVe learns: each word has a vector and a bias as itself, and another of each as a neighbour. */
export interface GloveParameters {
  width: number;
  /** `[vocabulary, embedding]` */
  words: Float64Array;
  contexts: Float64Array;
  /** `[vocabulary]` */
  wordBiases: Float64Array;
  contextBiases: Float64Array;
}

/** Passes that are worth their time: 100 over the few pairs of a small text, 15 at least over many. */
export function epochsFor({ counts }: Cooccurrences): number {
  return Math.min(100, Math.max(15, Math.round(6e6 / Math.max(1, counts.length))));
}

/**
 * How much a pair's error matters: rare pairs little, frequent ones never more than 1 (equation 9).
 * @example
 * ```ts
 * import { pairWeight } from 'captionlab/embeddings';
 *
 * pairWeight(100); // → 1
 * ```
 */
export function pairWeight(count: number, xMax = 10, alpha = 0.75): number {
  return count < xMax ? (count / xMax) ** alpha : 1;
}

/** Small random parameters, as the authors' program starts with. */
export function startParameters(size: number, width: number, random: Random): GloveParameters {
  const small = (length: number) =>
    Float64Array.from({ length }, () => (random.uniform() - 0.5) / (width + 1));
  const words = small(size * width); // [vocabulary, embedding]
  const contexts = small(size * width); // [vocabulary, embedding]
  return { width, words, contexts, wordBiases: small(size), contextBiases: small(size) }; // biases: [vocabulary]
}

/** GloVe's objective (equation 8, halved as in the authors' program): half the weighted squared error, over all pairs. */
export function gloveLoss(
  parameters: GloveParameters,
  { first, second, counts }: Cooccurrences,
  { xMax = 10, alpha = 0.75 }: GloveOptions = {},
): number {
  const { width, words, contexts, wordBiases, contextBiases } = parameters;
  let loss = 0;
  for (let k = 0; k < counts.length; k++) {
    let error = wordBiases[first[k]] + contextBiases[second[k]] - Math.log(counts[k]);
    for (let d = 0; d < width; d++) {
      error += words[first[k] * width + d] * contexts[second[k] * width + d];
    }
    loss += 0.5 * pairWeight(counts[k], xMax, alpha) * error * error;
  }
  return loss;
}

/** The pairs' numbers in a new order (Fisher and Yates), so that no word is always seen last. */
function shuffle(order: Int32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
}

/** AdaGrad's memory: the sum of the squared gradients of every parameter, starting at 1. */
function adaGradMemory({ words, wordBiases }: GloveParameters) {
  const ones = (length: number) => new Float64Array(length).fill(1);
  return {
    words: ones(words.length),
    contexts: ones(words.length),
    wordBiases: ones(wordBiases.length),
    contextBiases: ones(wordBiases.length),
  };
}

/**
 * Makes one pass over all pairs, changing the parameters pair by pair by AdaGrad (Duchi, Hazan and Singer 2011),
 * and returns the summed loss as each pair was met.
 */
export function trainEpoch(
  parameters: GloveParameters,
  squares: ReturnType<typeof adaGradMemory>,
  { first, second, counts }: Cooccurrences,
  order: Int32Array,
  { learningRate = 0.05, xMax = 10, alpha = 0.75 }: GloveOptions,
): number {
  const { width, words, contexts, wordBiases, contextBiases } = parameters;
  let loss = 0;
  for (const k of order) {
    const [i, j] = [first[k], second[k]];
    const [atWord, atContext] = [i * width, j * width];
    let error = wordBiases[i] + contextBiases[j] - Math.log(counts[k]);
    for (let d = 0; d < width; d++) error += words[atWord + d] * contexts[atContext + d];
    const pull = pairWeight(counts[k], xMax, alpha) * error;
    loss += 0.5 * pull * error;
    for (let d = 0; d < width; d++) {
      const [w, c] = [atWord + d, atContext + d];
      const wordGradient = pull * contexts[c];
      const contextGradient = pull * words[w];
      words[w] -= (learningRate * wordGradient) / Math.sqrt(squares.words[w]);
      contexts[c] -= (learningRate * contextGradient) / Math.sqrt(squares.contexts[c]);
      squares.words[w] += wordGradient * wordGradient;
      squares.contexts[c] += contextGradient * contextGradient;
    }
    wordBiases[i] -= (learningRate * pull) / Math.sqrt(squares.wordBiases[i]);
    contextBiases[j] -= (learningRate * pull) / Math.sqrt(squares.contextBiases[j]);
    squares.wordBiases[i] += pull * pull;
    squares.contextBiases[j] += pull * pull;
  }
  return loss;
}

/**
 * Learns word vectors by GloVe's objective: the product of a word's and a neighbour's vector, with two biases, is to
 * be the logarithm of their co-occurrence count (Pennington, Socher and Manning 2014).
 * @returns the parameters, and the mean loss a pair of each epoch
 */
export function trainGlove(
  cooccurrences: Cooccurrences,
  options: GloveOptions = {},
): { parameters: GloveParameters; losses: number[] } {
  const { width = 200, seed = 1, onEpoch } = options;
  const { epochs = epochsFor(cooccurrences) } = options;
  const random = createRandom(`glove ${seed}`);
  const parameters = startParameters(cooccurrences.size, width, random);
  const squares = adaGradMemory(parameters);
  const order = Int32Array.from(cooccurrences.counts, (_, k) => k); // [pairs]
  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    shuffle(order, random);
    const loss = trainEpoch(parameters, squares, cooccurrences, order, options) / order.length;
    losses.push(loss);
    onEpoch?.(epoch, loss);
  }
  return { parameters, losses };
}

/** The vectors to use, `[vocabulary, embedding]`: a word's two vectors added, as the authors advise (section 4.2). */
export function summedVectors({ words, contexts }: GloveParameters): Float32Array {
  return Float32Array.from(words, (value, at) => value + contexts[at]); // [vocabulary, embedding]
}
