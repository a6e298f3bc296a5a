import { tf } from '../engine/index.js';
import type { DenseWeights } from './caption-model.js';

/** A dense layer in one operation: `[rows, features]` to `[rows, units]`. */
export function dense(
  x: tf.Tensor,
  { kernel, bias }: DenseWeights,
  activation?: 'relu',
): tf.Tensor2D {
  const [a, b] = [x, kernel] as tf.Tensor2D[];
  return tf.fused.matMul({ a, b, bias, activation }) as tf.Tensor2D; // [rows, units]
}
