import type { tf } from './tensorflow.js';

/** Sets the learning rate of the steps to come. Adam reads it at every step, but declares it protected. */
export function setLearningRate(optimizer: tf.Optimizer, rate: number): void {
  (optimizer as unknown as { learningRate: number }).learningRate = rate;
}
