import { tf } from '../../engine/index.js';
import { buildMergeModel, lstmStep, mergeWeights } from '../../model/index.js';
import { hashed } from '../hashed.js';
import type { Task } from '../types.js';

export interface CellSettings {
  batch: number;
  /** Numbers in a word's vector. */
  width: number;
  units: number;
}

/** The LSTM weights of a model whose other layers are as small as they can be. */
function cellWeights({ width, units }: CellSettings) {
  const small = { vocabularySize: 2, maxLength: 1, featureWidth: 1 };
  const model = buildMergeModel({ ...small, embeddingWidth: width, units });
  const weights = mergeWeights(model);
  const { kernel, recurrent, bias } = weights.lstm;
  [kernel, recurrent, bias].forEach((variable, i) => {
    const values = hashed(variable.size, 10 + i, 0.1);
    tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
  });
  return weights;
}

/** One step from a memory that is not empty: `[batch, embedding]` to `[batch, units]`, and back to the weights. */
export function prepare(settings: CellSettings): Task {
  const { batch, width, units } = settings;
  const weights = cellWeights(settings);
  const { kernel, recurrent, bias } = weights.lstm;
  const words = tf.tensor2d(hashed(batch * width, 1), [batch, width]); // [batch, embedding]
  const state = {
    hidden: tf.tensor2d(hashed(batch * units, 2), [batch, units]), // [batch, units]
    cell: tf.tensor2d(hashed(batch * units, 3), [batch, units]),
  };
  const mean = () => {
    const projected = tf.matMul(words, kernel as tf.Tensor2D).add(bias); // [batch, 4 units]
    return lstmStep(weights, projected, state).hidden.mean() as tf.Scalar;
  };
  const step = async () => {
    const { value, grads } = tf.variableGrads(mean, [kernel, recurrent, bias]);
    const all = [value, ...Object.values(grads)];
    const values = await Promise.all(all.map((tensor) => tensor.data()));
    tf.dispose(all);
    return { mean: values[0][0], gradients: Object.keys(grads).map((_, i) => values[i + 1]) };
  };
  return {
    run: step,
    async values() {
      const { mean, gradients } = await step();
      const sums = gradients.map((gradient) => (gradient as Float32Array).reduce((a, b) => a + b));
      return { mean, kernel: sums[0], recurrent: sums[1], bias: sums[2] };
    },
  };
}
