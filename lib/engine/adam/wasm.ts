import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from '../tensorflow.js';
import { BETA_1, BETA_2, correctedRate, EPSILON, type MakeAdam } from './types.js';

/** One variable's numbers, one to one. */
interface Numbers {
  before: Float32Array;
  after: Float32Array;
  gradient: Float32Array;
  first: Float32Array;
  second: Float32Array;
}

function updateNumbers({ before, after, gradient, first, second }: Numbers, rate: number): void {
  // An imported constant is looked up anew each time it is read.
  const [beta1, beta2, epsilon] = [BETA_1, BETA_2, EPSILON];
  for (let i = 0; i < after.length; i++) {
    const slope = gradient[i];
    const mean = beta1 * first[i] + (1 - beta1) * slope;
    const square = beta2 * second[i] + (1 - beta2) * slope * slope;
    first[i] = mean;
    second[i] = square;
    after[i] = before[i] - (rate * mean) / (Math.sqrt(square) + epsilon);
  }
}

/**
 * Adam on the WASM engine: one pass over the numbers where they lie on its heap. The new weights go to a new place, for the
 * engine keeps a copy of a matrix that it has multiplied by, laid out for speed, and would go on with the old one.
 */
export const wasmAdam: MakeAdam = (variables, moments) => {
  const length = variables.reduce((sum, { size }) => sum + size, 0);
  const first = moments?.first.slice() ?? new Float32Array(length);
  const second = moments?.second.slice() ?? new Float32Array(length);

  return {
    update(update) {
      const backend = tf.backend() as BackendWasm;
      const onHeap = (tensor: tf.Tensor) => backend.typedArrayFromHeap(tensor) as Float32Array;
      const rate = correctedRate(update);
      let start = 0;
      for (const [i, variable] of variables.entries()) {
        const end = start + variable.size;
        const info = backend.makeOutput(variable.shape, 'float32');
        const next = tf.engine().makeTensorFromTensorInfo(info);
        const numbers = {
          ...{ before: onHeap(variable), after: onHeap(next) },
          ...{ first: first.subarray(start, end), second: second.subarray(start, end) },
          gradient: onHeap(update.gradients[i]),
        };
        updateNumbers(numbers, rate * update.rates[i]);
        variable.assign(next);
        next.dispose();
        start = end;
      }
    },
    moments: async () => ({ first: first.slice(), second: second.slice() }),
    dispose() {},
  };
};
