import type { tf } from '../../engine/index.js';
import { inFewerBits, type PackedModel, sizeOf, storeWeights } from './packed-model.js';

/** A weight as `model.json` names it; `levels` channels have 256 levels of their own each. */
type StoredWeight = tf.io.WeightsManifestEntry & { levels?: number };

/** Smaller tensors, biases among them, stay in 16 bits: that costs few bytes. */
const SMALL = 2048;

interface Network {
  weightsManifest: { paths: string[]; weights: StoredWeight[] }[];
}

/** The step between a channel's levels; 1 where all of its values are 0. */
const stepOf = (ranges: Float32Array, channel: number) =>
  (ranges[2 * channel + 1] - ranges[2 * channel]) / 255 || 1;

/** The values in 256 levels a channel: of each channel its smallest and largest value, then the levels. */
function inLevels(values: Float32Array, channels: number): Uint8Array {
  const ranges = new Float32Array(2 * channels); // [channels, 2]: 0 keeps being 0, or nearly
  for (let i = 0; i < values.length; i++) {
    const at = 2 * (i % channels);
    ranges[at] = Math.min(ranges[at], values[i]);
    ranges[at + 1] = Math.max(ranges[at + 1], values[i]);
  }
  const levels = Uint8Array.from(values, (value, i) => {
    const channel = i % channels;
    const level = Math.round((value - ranges[2 * channel]) / stepOf(ranges, channel));
    return Math.max(0, Math.min(255, level));
  });
  return Buffer.concat([new Uint8Array(ranges.buffer), levels]);
}

/** What `inLevels` gave, as values again. */
function fromLevels(bytes: Uint8Array, channels: number): Float32Array {
  const first = new Uint8Array(bytes.subarray(0, 8 * channels)); // a copy, whatever kind of bytes these are
  const ranges = new Float32Array(first.buffer); // [channels, 2]
  const steps = Float64Array.from({ length: channels }, (_, channel) => stepOf(ranges, channel));
  const levels = bytes.subarray(8 * channels);
  const values = new Float32Array(levels.length);
  for (let i = 0, channel = 0; i < levels.length; i++) {
    values[i] = ranges[2 * channel] + levels[i] * steps[channel];
    if (++channel === channels) channel = 0;
  }
  return values;
}

/**
 * A network in 8 bits a weight, with levels of their own for each channel (Krishnamoorthi 2018): folded batch normalisation
 * leaves some channels a hundred times as wide as others, and levels shared by all of them would leave those nothing.
 * @param artifacts a captioner's, or a layers model's from `artifactsOf`
 */
export const packByChannel = (artifacts: tf.io.ModelArtifacts): PackedModel =>
  storeWeights(artifacts, (values, { shape }) => {
    if (values.length < SMALL || shape.length < 2) return inFewerBits(values, 16);
    const levels = shape.filter((side) => side > 1).at(-1) ?? 1; // a depthwise kernel's are its last but one axis
    return { bytes: inLevels(values, levels), how: { levels } };
  });

const BYTES: Record<string, number> = { float16: 2, uint8: 1, uint16: 2 };

/** A network whose weights may have levels by channel, as TensorFlow.js reads it: those as float32. */
export function withoutLevels({ json, weights }: PackedModel): PackedModel {
  const network = JSON.parse(json) as Network;
  const specs = network.weightsManifest.flatMap((group) => group.weights);
  if (!specs.some(({ levels }) => levels)) return { json, weights };
  let at = 0;
  const plain = specs.map(({ levels, ...spec }) => {
    const each = spec.quantization ? BYTES[spec.quantization.dtype] : levels ? 1 : 4;
    const length = sizeOf(spec) * each + 8 * (levels ?? 0);
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
