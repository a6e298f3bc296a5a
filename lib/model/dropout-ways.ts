import type { SequencesById } from '../caption-preprocessing/index.js';
import { createRandom, type Random, tf } from '../engine/index.js';
import { captionBatches, type FeatureSource, pairBatches } from '../generator/index.js';
import type { ModelOrLayers } from './captioners.js';
import { captionLoss, pairLoss } from './losses.js';
import { layersOf, type MergeWeights, mergeCaptioner, mergeWeights } from './merge/index.js';
import { copiedRows } from './picture-rows.js';
import { toTensors } from './train-step.js';

/** Running sums over draws of dropout masks: of losses, of gradients, of their squared lengths. */
interface Sums {
  draws: number;
  losses: number[];
  gradient: Float64Array;
  /** Of the squared lengths of the gradients. */
  squares: number;
}

/** What one way of computing loss and gradient gives on average over many draws of masks. */
export interface WayWithDropout {
  way: string;
  draws: number;
  'mean loss': number;
  /** Of that mean: chance moves it about so far. */
  'standard error': number;
  /** The length of the mean gradient, what chance adds to it taken off. */
  'mean gradient': number;
  /** How far one draw's gradient lies from the mean gradient: the root of its variance, all weights together. */
  'noise of one draw': number;
}

/** Both ways, draw by draw, and how near their mean gradients have come. */
export interface DropoutComparison {
  ways: [WayWithDropout, WayWithDropout];
  /** Variance of the gradient by one pass, as a multiple of that by pairs. */
  varianceRatio: number;
  /** Distance of the two mean gradients after 1, 2, 3… draws, as a share of the mean gradient's length. */
  apart: number[];
  /** What it would be on average if nothing but chance kept them apart. */
  byChance: number[];
}

const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const squaredLength = (vector: Float64Array | Float32Array) => {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i] * vector[i];
  return sum;
};

/** The variance of one draw, all numbers of the gradient together. */
function varianceOf({ draws, gradient, squares }: Sums): number {
  return (squares - squaredLength(gradient) / draws) / (draws - 1);
}

function rowOf(way: string, sums: Sums): WayWithDropout {
  const { draws, losses, gradient } = sums;
  const mean = meanOf(losses);
  const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / (draws - 1);
  const noise = varianceOf(sums);
  const length = squaredLength(gradient) / draws ** 2 - noise / draws;
  return {
    ...{ way, draws, 'mean loss': mean },
    'standard error': Math.sqrt(variance / draws),
    'mean gradient': Math.sqrt(Math.max(0, length)),
    'noise of one draw': Math.sqrt(noise),
  };
}

/** Draws masks once more, and adds loss and gradient to the sums. */
async function addDraw(
  sums: Sums,
  { trained }: MergeWeights,
  loss: () => tf.Scalar,
): Promise<void> {
  const [value, gradient] = tf.tidy(() => {
    const { value, grads } = tf.variableGrads(loss, trained);
    return [value, tf.concat(trained.map(({ name }) => grads[name].flatten()))]; // [parameters]
  });
  const [[number], numbers] = await Promise.all([value.data(), gradient.data()]);
  tf.dispose([value, gradient]);
  const drawn = numbers as Float32Array;
  for (let i = 0; i < drawn.length; i++) sums.gradient[i] += drawn[i];
  sums.draws++;
  sums.losses.push(number);
  sums.squares += squaredLength(drawn);
}

/** Gives each dropout layer the seed of its next mask. Without one it draws from `Math.random`. */
function seedDropout(model: tf.LayersModel, nextSeed: () => number | undefined): void {
  for (const layer of model.layers) {
    if (layer.getClassName() !== 'Dropout') continue;
    (layer as unknown as { seed?: number }).seed = nextSeed();
  }
}

/**
 * Loss and gradient of the same captions with dropout, by the tutorial's pairs and by one pass a caption, each over many
 * draws of masks. By pairs every pair has masks of its own; in one pass the pairs of a caption share the picture's mask and
 * those of the words that they have in common. For one pair alone the masks are distributed alike, and the loss is a mean
 * over pairs: so both ways have the same expected loss and the same expected gradient. What differs is the variance.
 * @param maxLength the width of the padded prefix
 */
export async function compareDropout(
  model: ModelOrLayers,
  sequences: SequencesById,
  features: FeatureSource,
  { draws, maxLength, seed = 1 }: { draws: number; maxLength: number; seed?: number },
): Promise<DropoutComparison> {
  const layers = layersOf(model);
  const captioner = mergeCaptioner(layers);
  const weights = mergeWeights(layers);
  const size = weights.trained.reduce((sum, variable) => sum + variable.size, 0);
  const [pairs] = pairBatches(sequences, features, { picturesPerBatch: sequences.size, maxLength });
  const [captions] = captionBatches(sequences, { batchSize: Number.MAX_SAFE_INTEGER });
  const masks: Random = createRandom(`dropout ways ${seed}`);
  const byPairs = () => {
    seedDropout(layers, () => 1 + masks.integer(2 ** 31));
    return pairLoss(
      layers,
      tf.tensor2d(pairs.features, [pairs.rows, features.width]), // [pairs, features]
      tf.tensor2d(pairs.prefixes, [pairs.rows, maxLength], 'int32'), // [pairs, steps]
      tf.tensor1d(pairs.next, 'int32'), // [pairs]
    );
  };
  const inOnePass = () =>
    captionLoss(captioner, toTensors(captions, copiedRows(features)), { random: masks });

  const [one, other]: Sums[] = [0, 0].map(() => ({
    ...{ draws: 0, losses: [], squares: 0 },
    gradient: new Float64Array(size),
  }));
  const distances: number[] = [];
  try {
    for (let draw = 1; draw <= draws; draw++) {
      await addDraw(one, weights, byPairs);
      await addDraw(other, weights, inOnePass);
      const between = one.gradient.map((sum, i) => (sum - other.gradient[i]) / draw);
      distances.push(Math.sqrt(squaredLength(between)));
    }
  } finally {
    seedDropout(layers, () => undefined);
  }
  const ways: DropoutComparison['ways'] = [rowOf('pairs', one), rowOf('one pass a caption', other)];
  const variances = [one, other].map(varianceOf);
  const length = ways[0]['mean gradient'];
  return {
    ways,
    varianceRatio: variances[1] / variances[0],
    apart: distances.map((distance) => distance / length),
    byChance: distances.map((_, i) => Math.sqrt((variances[0] + variances[1]) / (i + 1)) / length),
  };
}
