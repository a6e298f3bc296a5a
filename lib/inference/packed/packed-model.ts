import { modelFromFiles, tf } from '../../engine/index.js';
import { toHalves } from '../../image-encoding/store/halves.js';

/**
 * How many bits a weight is known to: float32, float16, or one of 256, 16 or 8 levels between a tensor's smallest and
 * largest value. TensorFlow.js has no form below 8: a level takes a byte there too.
 */
export type Bits = 32 | 16 | 8 | 4 | 3;

/** Every number of bits, the most first. */
export const ALL_BITS: readonly Bits[] = [32, 16, 8, 4, 3];

/** A network in TensorFlow.js's own format: `model.json` and `weights.bin`. */
export interface PackedModel {
  /** What it is, and of each weight its place, shape and quantisation. */
  json: string;
  weights: Uint8Array;
}

type WeightSpec = tf.io.WeightsManifestEntry;

/** How many numbers a weight has. */
export const sizeOf = ({ shape }: Pick<WeightSpec, 'shape'>) =>
  shape.reduce((product, n) => product * n, 1);

/**
 * A tensor's values as they are stored, and what must be known to read them again. Below 16 bits a value becomes the number
 * of the level nearest to it; the levels are equally far apart.
 */
export function inFewerBits(
  values: Float32Array,
  bits: Bits,
): { bytes: Uint8Array; how: Partial<WeightSpec> } {
  if (bits === 32) return { bytes: new Uint8Array(values.buffer), how: {} };
  if (bits === 16) {
    const { buffer } = toHalves(values);
    const how = { dtype: 'float16', original_dtype: 'float32' } as const;
    return { bytes: new Uint8Array(buffer), how: { quantization: how } };
  }
  const [least, most] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [0, 0], // so that 0 keeps being 0, or nearly
  );
  const scale = (most - least) / (2 ** bits - 1) || 1;
  const bytes = Uint8Array.from(values, (value) => Math.round((value - least) / scale));
  return { bytes, how: { quantization: { dtype: 'uint8', min: least, scale } } };
}

/**
 * A network with its weights stored another way.
 * @param store what becomes of a weight's values: its bytes, and what must be known to read them again
 */
export function storeWeights(
  { weightData, weightSpecs = [], modelTopology }: tf.io.ModelArtifacts,
  store: (values: Float32Array, spec: WeightSpec) => { bytes: Uint8Array; how: object },
): PackedModel {
  const all = tf.io.concatenateArrayBuffers([weightData as ArrayBuffer].flat());
  let at = 0;
  const stored = weightSpecs.map((spec) => {
    const size = sizeOf(spec);
    const values = new Float32Array(all.slice(at, at + 4 * size));
    at += 4 * size;
    const { bytes, how } = store(values, spec);
    return { bytes, spec: { ...spec, ...how } };
  });
  const weightsManifest = [{ paths: ['weights.bin'], weights: stored.map(({ spec }) => spec) }];
  return {
    json: JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest }),
    weights: Buffer.concat(stored.map(({ bytes }) => bytes)),
  };
}

/**
 * A network made small: its weights in fewer bits, as TensorFlow.js's converter quantises them and its readers read them.
 * What computes is float32 again.
 * @param artifacts a captioner's, or a layers model's from `artifactsOf`
 */
export const packModel = (artifacts: tf.io.ModelArtifacts, bits: Bits): PackedModel =>
  storeWeights(artifacts, (values) => inFewerBits(values, bits));

/** The bytes of a packed model, its levels packed as tightly as their bits allow. */
export const packedBytes = ({ json, weights }: PackedModel, bits: Bits): number =>
  json.length + (bits < 8 ? (weights.length * bits) / 8 : weights.length);

/** The layers model behind what `packModel` gave, in Node or in a browser. */
export const unpackModel = ({ json, weights }: PackedModel) => modelFromFiles(json, weights);

/** The numbers that `packModel` gave, as float32 again; the caller disposes them. */
export function unpackWeights({ json, weights }: PackedModel): tf.NamedTensorMap {
  const { weightsManifest } = JSON.parse(json) as { weightsManifest: tf.io.WeightsManifestConfig };
  const specs = weightsManifest.flatMap((group) => group.weights);
  return tf.io.decodeWeights(new Uint8Array(weights).buffer, specs);
}
