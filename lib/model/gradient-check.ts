import { tf, valuesOf } from '../engine/index.js';
import { type OneCaption, tensorsOf } from './caption-by-hand.js';
import { captionLoss } from './losses.js';
import { type MergeWeights, mergeWeights } from './merge-weights.js';
import type { ModelInputs } from './model-inputs.js';
import { setNumbers } from './weight-numbers.js';

/** A weight's gradient by backpropagation, and by trying: the weight a little larger, a little smaller. */
export interface GradientCheck {
  'step h': string;
  analytic: string;
  numeric: string;
  /** Of the two, as a share of the analytic one. */
  'relative difference (%)': number;
}

/** A trained variable and the place of one number in it. */
export interface OneWeight {
  variable: tf.Variable;
  place: number;
}

/** The gradients of a caption's loss, nothing dropped, by the variables' names; the caller disposes them. */
export function captionGradients(
  model: tf.LayersModel,
  inputs: Pick<ModelInputs, 'features'>,
  caption: OneCaption,
): tf.NamedTensorMap {
  const weights = mergeWeights(model);
  return tf.tidy(() => {
    const batch = tensorsOf(inputs, caption);
    return tf.variableGrads(() => captionLoss(weights, batch), weights.trained).grads;
  });
}

/** The number with the greatest gradient in a part of a model, for one caption: rounding hurts it least. */
export async function steepestWeight(
  model: tf.LayersModel,
  inputs: Pick<ModelInputs, 'features'>,
  caption: OneCaption,
  pick: (weights: MergeWeights) => tf.Variable,
): Promise<OneWeight> {
  const variable = pick(mergeWeights(model));
  const gradients = captionGradients(model, inputs, caption);
  const values = Array.from(await gradients[variable.name].data());
  tf.dispose(gradients);
  const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return { variable, place: values.findIndex((value) => Math.abs(value) === greatest) };
}

/**
 * The gradient of one weight by a central difference, (L(w + h) - L(w - h)) / 2h, beside backpropagation's, for several
 * steps h. The weight is left as it was.
 */
export async function checkGradient(
  model: tf.LayersModel,
  inputs: Pick<ModelInputs, 'features'>,
  caption: OneCaption,
  { variable, place }: OneWeight,
  steps: readonly number[],
): Promise<GradientCheck[]> {
  const weights = mergeWeights(model);
  const gradients = captionGradients(model, inputs, caption);
  const analytic = (await gradients[variable.name].data())[place];
  tf.dispose(gradients);
  const before = (await variable.data()).slice() as Float32Array;
  const lossAt = async (weight: number) => {
    const changed = before.slice();
    changed[place] = weight;
    setNumbers([variable], changed);
    const [loss] = await valuesOf(() => captionLoss(weights, tensorsOf(inputs, caption)));
    return loss;
  };
  try {
    const rows: GradientCheck[] = [];
    for (const step of steps) {
      // As float32 keeps them: their true distance is what counts.
      const [up, down] = [before[place] + step, before[place] - step].map(Math.fround);
      const numeric = ((await lossAt(up)) - (await lossAt(down))) / (up - down);
      const apart = Math.abs(numeric - analytic) / Math.abs(analytic);
      rows.push({
        'step h': String(step),
        analytic: analytic.toFixed(6),
        numeric: numeric.toFixed(6),
        'relative difference (%)': 100 * apart,
      });
    }
    return rows;
  } finally {
    setNumbers([variable], before);
  }
}
