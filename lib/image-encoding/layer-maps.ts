import { tf } from '../engine/index.js';
import type { LayersEncoder } from './layers-encoder.js';

/** What some channels of a layer answer to one picture. */
export interface LayerMaps {
  layer: string;
  rows: number;
  columns: number;
  /** How many channels the layer has. */
  channels: number;
  /** Some of them, `[rows][columns]` each. */
  maps: { channel: number; values: number[][] }[];
}

/** An early, a middle and the last of an encoder's convolutions, by name. */
export function threeLayers({ model }: Pick<LayersEncoder, 'model'>): string[] {
  const convolutions = model.layers
    .filter((layer) => layer.getClassName() === 'Conv2D')
    .map(({ name }) => name);
  const { length } = convolutions;
  return [0, Math.floor((length - 1) / 2), length - 1].map((at) => convolutions[at]);
}

/** How alike two channels answer over all places, from -1 to 1 (Pearson's correlation). */
function correlation(a: Float64Array, b: Float64Array): number {
  let [products, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    products += a[i] * b[i];
    squaresA += a[i] * a[i];
    squaresB += b[i] * b[i];
  }
  return products / (Math.sqrt(squaresA * squaresB) || 1);
}

const ALIKE = 0.6;

/** The channels that differ most from place to place, leaving out those that answer much like one taken before. */
function tellingChannels(maps: Float64Array[], count: number): number[] {
  const centred = maps.map((map) => {
    const mean = map.reduce((sum, value) => sum + value, 0) / map.length;
    return map.map((value) => value - mean);
  });
  const spread = centred.map((map) => map.reduce((sum, value) => sum + value * value, 0));
  const ranked = spread.map((_, channel) => channel).sort((a, b) => spread[b] - spread[a]);
  const taken: number[] = [];
  for (const channel of ranked) {
    const isNew = taken.every(
      (other) => Math.abs(correlation(centred[channel], centred[other])) < ALIKE,
    );
    if (isNew) taken.push(channel);
    if (taken.length === count) break;
  }
  return taken;
}

/**
 * What a few channels of some layers answer to one picture: those that differ most from place to place and from each other.
 * @param input a preprocessed picture, `[height, width, 3]`
 */
export async function layerMaps(
  { model, inputSize }: LayersEncoder,
  input: Float32Array,
  layers: readonly string[],
  count = 5,
): Promise<LayerMaps[]> {
  const outputs = layers.map((name) => model.getLayer(name).output as tf.SymbolicTensor);
  const part = tf.model({ inputs: model.inputs, outputs });
  const answers = tf.tidy(() => {
    const picture = tf.tensor4d(input, [1, inputSize, inputSize, 3]);
    return [part.predict(picture)].flat() as tf.Tensor4D[]; // [1, rows, columns, channels] each
  });
  const shown: LayerMaps[] = [];
  for (const [at, answer] of answers.entries()) {
    const [, rows, columns, channels] = answer.shape;
    const values = await answer.data();
    answer.dispose();
    const maps = Array.from({ length: channels }, (_, channel) =>
      Float64Array.from(
        { length: rows * columns },
        (_, place) => values[place * channels + channel],
      ),
    ); // [channels][places]
    const asGrid = (map: Float64Array) =>
      Array.from({ length: rows }, (_, row) =>
        Array.from(map.subarray(row * columns, (row + 1) * columns)),
      );
    shown.push({
      ...{ layer: layers[at], rows, columns, channels },
      maps: tellingChannels(maps, count).map((channel) => ({
        channel,
        values: asGrid(maps[channel]),
      })),
    });
  }
  return shown;
}
