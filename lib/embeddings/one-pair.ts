import { type GloveOptions, pairWeight } from './train-glove.js';

/** What GloVe knows of one pair of words: the vector and bias of the one as itself, of the other as a neighbour. */
export interface PairParameters {
  word: number[];
  context: number[];
  wordBias: number;
  contextBias: number;
}

/** A pair's part of GloVe's objective: half its weight times its squared error (equation 8 of the paper, halved). */
export function pairLoss(pair: PairParameters, count: number, options: GloveOptions = {}): number {
  const error = pairError(pair, count);
  return 0.5 * pairWeight(count, options.xMax, options.alpha) * error * error;
}

/** How far the product of the vectors and the biases are from the logarithm of the count. */
export function pairError(
  { word, context, wordBias, contextBias }: PairParameters,
  count: number,
): number {
  const product = word.reduce((sum, value, d) => sum + value * context[d], 0);
  return product + wordBias + contextBias - Math.log(count);
}

/** In which direction, and how steeply, a pair's loss grows with each of its parameters. */
export function pairGradient(
  pair: PairParameters,
  count: number,
  { xMax, alpha }: GloveOptions = {},
): PairParameters {
  const pull = pairWeight(count, xMax, alpha) * pairError(pair, count);
  return {
    word: pair.context.map((value) => pull * value),
    context: pair.word.map((value) => pull * value),
    wordBias: pull,
    contextBias: pull,
  };
}

const valuesOf = ({ word, context, wordBias, contextBias }: PairParameters) => [
  ...word,
  ...context,
  wordBias,
  contextBias,
];

function pairFrom(values: number[], width: number): PairParameters {
  const [wordBias, contextBias] = values.slice(2 * width);
  const [word, context] = [values.slice(0, width), values.slice(width, 2 * width)];
  return { word, context, wordBias, contextBias };
}

/** The parameters after a step against the gradient. (AdaGrad's first step: its memory starts at 1.) */
export function pairStep(
  pair: PairParameters,
  count: number,
  options: GloveOptions = {},
): PairParameters {
  const { learningRate = 0.05 } = options;
  const slopes = valuesOf(pairGradient(pair, count, options));
  const moved = valuesOf(pair).map((value, at) => value - learningRate * slopes[at]);
  return pairFrom(moved, pair.word.length);
}

const NUDGE = 1e-4;

/**
 * One step in full, a row for each parameter: what it is, its gradient by the formula and by nudging it a little both ways
 * and watching the loss, and what it is after the step.
 */
export function pairTable(
  pair: PairParameters,
  count: number,
  options: GloveOptions = {},
): Record<string, string | number>[] {
  const { length: width } = pair.word;
  const [before, slopes] = [valuesOf(pair), valuesOf(pairGradient(pair, count, options))];
  const after = valuesOf(pairStep(pair, count, options));
  const lossAt = (at: number, by: number) => {
    const nudged = before.map((value, i) => (i === at ? value + by : value));
    return pairLoss(pairFrom(nudged, width), count, options);
  };
  const numbers = Array.from({ length: width }, (_, d) => d + 1);
  const names = [
    ...numbers.map((d) => `number ${d} of w`),
    ...numbers.map((d) => `number ${d} of w̃`),
    ...['bias b', 'bias b̃'],
  ];
  return names.map((parameter, at) => ({
    parameter,
    before: before[at],
    'gradient by equation (4)': Number(slopes[at].toFixed(4)),
    'gradient by nudging': Number(
      ((lossAt(at, NUDGE) - lossAt(at, -NUDGE)) / (2 * NUDGE)).toFixed(4),
    ),
    'after one step': Number(after[at].toFixed(4)),
  }));
}
