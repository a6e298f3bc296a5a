import type { tf } from '../../engine/index.js';
import { fromHalves, toHalves } from '../../image-encoding/store/halves.js';
import { inFewerBits, type PackedModel } from './packed-model.js';

/** A weight as `model.json` names it; `levels` channels have 256 levels of their own each. */
type StoredWeight = tf.io.WeightsManifestEntry & { levels?: number };

/** Smaller tensors, biases among them, stay in 16 bits: that costs few bytes. */
const SMALL = 2048;

interface Network {
  weightsManifest: { paths: string[]; weights: StoredWeight[] }[];
}

const sizeOf = ({ shape }: StoredWeight) => shape.reduce((product, n) => product * n, 1);

/** The step between a channel's levels; 1 where all of its values are 0. */
const stepOf = (ranges: Float32Array, channel: number) =>
  (ranges[2 * channel + 1] - ranges[2 * channel]) / 255 || 1;

/** The values in 256 levels a channel: of each channel its smallest and largest value in 16 bits, then the levels. */
function inLevels(values: Float32Array, channels: number): Uint8Array {
  const wanted = new Float32Array(2 * channels); // [channels, 2]: 0 keeps being 0, or nearly
  for (let i = 0; i < values.length; i++) {
    const at = 2 * (i % channels);
    wanted[at] = Math.min(wanted[at], values[i]);
    wanted[at + 1] = Math.max(wanted[at + 1], values[i]);
  }
  const halves = toHalves(wanted);
  const ranges = fromHalves(halves); // as they will be read
  const levels = Uint8Array.from(values, (value, i) => {
    const channel = i % channels;
    const level = Math.round((value - ranges[2 * channel]) / stepOf(ranges, channel));
    return Math.max(0, Math.min(255, level));
  });
  return Buffer.concat([new Uint8Array(halves.buffer), levels]);
}

/** What `inLevels` gave, as values again. */
function fromLevels(bytes: Uint8Array, channels: number): Float32Array {
  const halves = new Uint8Array(bytes.subarray(0, 4 * channels)); // a copy, whatever kind of bytes these are
  const ranges = fromHalves(new Uint16Array(halves.buffer)); // [channels, 2]
  return Float32Array.from(bytes.subarray(4 * channels), (level, i) => {
    const channel = i % channels;
    return ranges[2 * channel] + level * stepOf(ranges, channel);
  });
}

/**
 * A network in 8 bits a weight, with levels of their own for each channel (Krishnamoorthi 2018): folded batch normalisation
 * leaves some channels a hundred times as wide as others, and levels shared by all of them would leave those nothing.
 * @param artifacts a captioner's, or a layers model's from `artifactsOf`
 */
export function packByChannel({
  weightData,
  weightSpecs = [],
  modelTopology,
}: tf.io.ModelArtifacts): PackedModel {
  const all = Buffer.concat([weightData as ArrayBuffer].flat().map((one) => Buffer.from(one)));
  let at = 0;
  const stored = weightSpecs.map((spec): { bytes: Uint8Array; spec: StoredWeight } => {
    const size = sizeOf(spec);
    const values = new Float32Array(new Uint8Array(all.subarray(at, at + 4 * size)).buffer);
    at += 4 * size;
    const channels = spec.shape.filter((side) => side > 1).at(-1) ?? 1; // a depthwise kernel's are its last but one axis
    if (size >= SMALL && spec.shape.length > 1) {
      return { bytes: inLevels(values, channels), spec: { ...spec, levels: channels } };
    }
    const { bytes, how } = inFewerBits(values, 16);
    return { bytes, spec: { ...spec, ...how } };
  });
  const weightsManifest = [{ paths: ['weights.bin'], weights: stored.map(({ spec }) => spec) }];
  return {
    json: JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest }),
    weights: Buffer.concat(stored.map(({ bytes }) => bytes)),
  };
}

const BYTES: Record<string, number> = { float16: 2, uint8: 1, uint16: 2 };

/** A network whose weights may have levels by channel, as TensorFlow.js reads it: those as float32. */
export function withoutLevels({ json, weights }: PackedModel): PackedModel {
  const network = JSON.parse(json) as Network;
  const specs = network.weightsManifest.flatMap((group) => group.weights);
  if (!specs.some(({ levels }) => levels)) return { json, weights };
  let at = 0;
  const plain = specs.map(({ levels, ...spec }) => {
    const each = spec.quantization ? BYTES[spec.quantization.dtype] : levels ? 1 : 4;
    const length = sizeOf(spec) * each + 4 * (levels ?? 0);
    const bytes = weights.subarray(at, at + length);
    at += length;
    return { spec, bytes: levels ? new Uint8Array(fromLevels(bytes, levels).buffer) : bytes };
  });
  const whole = new Uint8Array(plain.reduce((sum, { bytes }) => sum + bytes.length, 0));
  plain.reduce((start, { bytes }) => {
    whole.set(bytes, start);
    return start + bytes.length;
  }, 0);
  const weightsManifest = [{ paths: ['weights.bin'], weights: plain.map(({ spec }) => spec) }];
  return { json: JSON.stringify({ ...network, weightsManifest }), weights: whole };
}
