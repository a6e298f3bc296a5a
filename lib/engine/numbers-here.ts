import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from './tensorflow.js';

/**
 * The numbers of a float tensor where they lie, on engines that compute in this process's memory: read them before the next
 * tensor is made, which may move them. Change none: other tensors may share them.
 */
export function numbersHere(tensor: tf.Tensor): Float32Array {
  return tf.getBackend() === 'wasm'
    ? ((tf.backend() as BackendWasm).typedArrayFromHeap(tensor) as Float32Array)
    : (tensor.dataSync() as Float32Array);
}

/** A float tensor whose numbers are written where they will lie. `fill` makes no tensor. */
export function filledTensor(shape: number[], fill: (numbers: Float32Array) => void): tf.Tensor {
  if (tf.getBackend() !== 'wasm') {
    const numbers = new Float32Array(tf.util.sizeFromShape(shape));
    fill(numbers);
    return tf.tensor(numbers, shape);
  }
  const info = (tf.backend() as BackendWasm).makeOutput(shape, 'float32');
  const tensor = tf.engine().makeTensorFromTensorInfo(info);
  fill(numbersHere(tensor));
  return tensor;
}
