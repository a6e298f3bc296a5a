import { tf } from '../engine/index.js';
import { readNumbers, setNumbers } from './weight-numbers.js';

/** A running mean of a model's weights: it wavers less than the weights themselves. */
export interface WeightAverage {
  /** Takes the weights into the mean after a step, counted from 1. */
  add(step: number): void;
  /** Gives the variables the mean while something is done, and then their own numbers back. */
  whileUsed(work: () => Promise<void>): Promise<void>;
  /** The mean, all variables' numbers one after the other. */
  numbers(): Promise<Float32Array>;
  dispose(): void;
}

/**
 * The exponential moving average of variables (Polyak & Juditsky 1992 averaged all steps alike). Of each step's weights it
 * takes `1 - decay`; more in the first steps, `9 / (10 + step)`, whose weights are soon far away.
 * @param from the mean so far; without it the mean begins at the weights as they are
 */
export function weightAverage(
  variables: tf.Variable[],
  decay: number,
  from?: Float32Array,
): WeightAverage {
  const means = variables.map((one) => tf.variable(one, false));
  if (from) setNumbers(means, from);
  return {
    add(step) {
      const kept = Math.min(decay, (1 + step) / (10 + step));
      tf.tidy(() => {
        for (const [i, mean] of means.entries()) {
          mean.assign(mean.add(variables[i].sub(mean).mul(1 - kept)));
        }
      });
    },
    async whileUsed(work) {
      const own = variables.map((one) => one.clone());
      for (const [i, one] of variables.entries()) one.assign(means[i]);
      try {
        await work();
      } finally {
        for (const [i, one] of variables.entries()) one.assign(own[i] as tf.Tensor);
        tf.dispose(own);
      }
    },
    numbers: () => readNumbers(means),
    dispose: () => tf.dispose(means),
  };
}
