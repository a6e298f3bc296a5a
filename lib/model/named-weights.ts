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
