import { createRandom, tf } from '../engine/index.js';

/** A captioner's variables, each by its name in it. */
export type NamedWeights<Name extends string> = Record<Name, tf.Variable>;

/** What a captioner without layers is, as its file says. */
export interface CaptionerTopology {
  captioner: string;
  settings: Record<string, string | number | boolean>;
}

/**
 * Draws a kernel of a dense layer by Glorot and Bengio (2010): uniform, within the square root of 6 / (inputs + outputs).
 * @param shape `[inputs, outputs]`
 */
export function glorotUniform(shape: [number, number], seed: string): Float32Array {
  const random = createRandom(seed);
  const limit = Math.sqrt(6 / (shape[0] + shape[1]));
  return Float32Array.from(
    { length: shape[0] * shape[1] },
    () => limit * (2 * random.uniform() - 1),
  );
}

/** A variable of these numbers, or of zeros. */
export const variableOf = (shape: number[], values?: Float32Array): tf.Variable =>
  tf.tidy(() => tf.variable(values ? tf.tensor(values, shape) : tf.zeros(shape)));

/**
 * Draws a captioner's variables by lot: `kernel`, by `glorotUniform`, and `dense`, a kernel with a bias of zeros.
 * @param captioner its name, which with the seed decides what is drawn
 */
export function drawnVariables(captioner: string, seed: number) {
  const kernel = (name: string, shape: [number, number]) =>
    variableOf(shape, glorotUniform(shape, `${captioner} ${name} ${seed}`));
  const dense = <Name extends string>(name: Name, shape: [number, number]) =>
    ({
      [`${name}Kernel`]: kernel(name, shape),
      [`${name}Bias`]: variableOf([shape[1]]),
    }) as NamedWeights<`${Name}Kernel` | `${Name}Bias`>;
  return { kernel, dense };
}

/** An LSTM's bias `[4 units]`: zeros, but for the forget gates, which begin open (Gers et al. 2000). */
export function openForgetGates(units: number): tf.Variable {
  return variableOf([4 * units], new Float32Array(4 * units).fill(1, units, 2 * units));
}

/** Description and numbers of a captioner without layers, for its files. */
export async function artifactsFrom(
  modelTopology: CaptionerTopology,
  weights: NamedWeights<string>,
): Promise<tf.io.ModelArtifacts> {
  const { data, specs } = await tf.io.encodeWeights(weights);
  return { modelTopology, weightSpecs: specs, weightData: data };
}

/**
 * What `artifactsFrom` gave, read again: its settings, and its numbers as variables.
 * @param json of `model.json`
 */
export function weightsFrom(
  json: string,
  bytes: Uint8Array,
): { settings: CaptionerTopology['settings']; weights: NamedWeights<string> } {
  const { modelTopology, weightsManifest } = JSON.parse(json) as {
    modelTopology: CaptionerTopology;
    weightsManifest: tf.io.WeightsManifestConfig;
  };
  const specs = weightsManifest.flatMap((group) => group.weights);
  const tensors = tf.io.decodeWeights(new Uint8Array(bytes).buffer, specs);
  const weights = Object.entries(tensors).map(([name, tensor]) => {
    const variable = tf.variable(tensor);
    tensor.dispose();
    return [name, variable];
  });
  return { settings: modelTopology.settings, weights: Object.fromEntries(weights) };
}
