import { artifactsOf } from './model-files.js';
import { tf, valuesOf } from './tensorflow.js';

type Numbers = Awaited<ReturnType<typeof valuesOf>>;

/** One computation that an engine must get right, and how far it is from plain JavaScript's result. */
export interface EngineCheck {
  name: string;
  /** Largest absolute difference, as a share of the largest value. */
  difference: number;
}

/** What a new engine may differ from plain JavaScript by: float32, summed in another order. */
export const CHECK_TOLERANCE = 1e-4;

const numbers = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.5, 'float32', seed);

/** A small LSTM over 2 sequences of 5 vectors, its last state summed up by a dense layer. */
function lstmModel(): tf.LayersModel {
  const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });
  const lstm = tf.layers.lstm({
    ...{ units: 4, inputShape: [5, 3], kernelInitializer: glorot(1) },
    recurrentInitializer: glorot(2),
  });
  return tf.sequential({
    layers: [lstm, tf.layers.dense({ units: 1, kernelInitializer: glorot(3) })],
  });
}

function lstmGradients(): tf.Tensor {
  const model = lstmModel();
  const { grads } = tf.variableGrads(() => {
    const output = model.apply(numbers([2, 5, 3], 4), { training: true }) as tf.Tensor;
    return output.square().mean() as tf.Scalar;
  });
  const all = Object.values(grads).map((gradient) => gradient.flatten() as tf.Tensor1D); // each [parameters]
  model.dispose();
  return tf.concat(all); // [parameters]
}

const computations: Record<string, () => tf.Tensor> = {
  matMul: () => tf.matMul(numbers([64, 48], 5), numbers([48, 32], 6)), // [64, 32]
  conv2d: () =>
    tf.conv2d(
      numbers([2, 9, 9, 3], 7) as tf.Tensor4D,
      numbers([3, 3, 3, 8], 8) as tf.Tensor4D,
      2,
      'same',
    ),
  'LSTM gradient': lstmGradients,
};

/** The values of a computation on one backend. */
async function on(backend: string, compute: () => tf.Tensor): Promise<Numbers> {
  await tf.setBackend(backend);
  return valuesOf(compute);
}

/** The largest absolute difference, as a share of the largest value expected. */
export function differenceOf(actual: Numbers, expected: Numbers): number {
  const largest = Array.from(expected).reduce(
    (most, value) => Math.max(most, Math.abs(value)),
    1e-6,
  );
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const worst = Array.from(actual).reduce((most, value, i) => {
    const far = Math.abs(value - expected[i]);
    return Number.isNaN(far) ? Number.POSITIVE_INFINITY : Math.max(most, far);
  }, 0);
  return worst / largest;
}

/** A model that was saved and loaded again must say what it said before. */
async function saveAndLoad(): Promise<number> {
  const model = lstmModel();
  const loaded = await tf.loadLayersModel(tf.io.fromMemory(await artifactsOf(model)));
  const said = (one: tf.LayersModel) =>
    valuesOf(() => one.predict(numbers([2, 5, 3], 9)) as tf.Tensor);
  const difference = differenceOf(await said(loaded), await said(model));
  for (const one of [model, loaded]) one.dispose();
  return difference;
}

/** Computes on the engine in use what a captioner needs (a matrix product, a convolution, an LSTM's gradient, a model saved and loaded) and compares it with plain JavaScript. */
export async function checkEngine(): Promise<EngineCheck[]> {
  const backend = tf.getBackend();
  const checks: EngineCheck[] = [];
  for (const [name, compute] of Object.entries(computations)) {
    const expected = await on('cpu', compute);
    checks.push({ name, difference: differenceOf(await on(backend, compute), expected) });
  }
  checks.push({ name: 'save and load', difference: await saveAndLoad() });
  return checks;
}
