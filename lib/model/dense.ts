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

/** Every row so many times, one after the other, that there are `batch`: `[rows, width]` to `[batch, width]`. */
export function repeatRows(x: tf.Tensor2D, batch: number): tf.Tensor2D {
  const times = batch / x.shape[0];
  if (times === 1) return x;
  const rows = Int32Array.from({ length: batch }, (_, row) => Math.floor(row / times));
  return x.gather(tf.tensor1d(rows, 'int32')); // [batch, width]
}
