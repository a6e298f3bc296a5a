import { createAdam, tf } from '../engine/index.js';
import type { OneCaption } from './caption-by-hand.js';
import { captionGradients, type OneWeight } from './gradient-check.js';
import { mergeWeights } from './merge-weights.js';
import type { ModelInputs } from './model-inputs.js';
import { readNumbers, setNumbers } from './weight-numbers.js';

/** A weight and what Adam remembers of its gradients: their running mean, and that of their squares. */
export interface AdamMemory {
  weight: number;
  mean: number;
  square: number;
}

/**
 * One step of Adam for one weight (Kingma & Ba 2015): equations (9) to (12) of notebook 08.
 * @param step counted from 1
 */
export function adamByHand(
  { weight, mean, square }: AdamMemory,
  gradient: number,
  { learningRate, step }: { learningRate: number; step: number },
): AdamMemory {
  const newMean = 0.9 * mean + 0.1 * gradient; // (9)
  const newSquare = 0.999 * square + 0.001 * gradient ** 2; // (10)
  const rate = (learningRate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step); // (11)
  const newWeight = weight - (rate * newMean) / (Math.sqrt(newSquare) + 1e-7); // (12)
  return { weight: newWeight, mean: newMean, square: newSquare };
}

/** A step of training: one weight by hand, and by the optimizer that changes all of them. */
export interface AdamStep {
  step: number;
  gradient: string;
  'mean m': string;
  'square v': string;
  'moved by': string;
  'weight by hand': string;
  'weight by the optimizer': string;
  difference: string;
}

/**
 * Trains a model on one caption for a few steps by the optimizer that training uses, and follows one weight by hand.
 * All weights are left as they were.
 */
export async function followAdam(
  model: tf.LayersModel,
  inputs: Pick<ModelInputs, 'features'>,
  caption: OneCaption,
  { variable, place }: OneWeight,
  { learningRate, steps }: { learningRate: number; steps: number },
): Promise<AdamStep[]> {
  const { trained } = mergeWeights(model);
  const before = await readNumbers(trained);
  const adam = createAdam(trained);
  const rows: AdamStep[] = [];
  let hand: AdamMemory = { weight: (await variable.data())[place], mean: 0, square: 0 };
  try {
    for (let step = 1; step <= steps; step++) {
      const gradients = captionGradients(model, inputs, caption);
      const gradient = (await gradients[variable.name].data())[place];
      adam.apply(gradients, learningRate);
      tf.dispose(gradients);
      const last = hand.weight;
      hand = adamByHand(hand, gradient, { learningRate, step });
      const byOptimizer = (await variable.data())[place];
      rows.push({
        step,
        gradient: gradient.toFixed(6),
        'mean m': hand.mean.toFixed(6),
        'square v': hand.square.toExponential(2),
        'moved by': (hand.weight - last).toFixed(6),
        'weight by hand': hand.weight.toFixed(8),
        'weight by the optimizer': byOptimizer.toFixed(8),
        difference: Math.abs(hand.weight - byOptimizer).toExponential(0),
      });
    }
  } finally {
    adam.dispose();
    setNumbers(trained, before);
  }
  return rows;
}
