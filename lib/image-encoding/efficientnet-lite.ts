import { tf } from '../engine/index.js';
import { type ConvolutionBlock, convolutionBlock } from './convolution-block.js';
import type { LayersEncoder } from './layers-encoder.js';

/** An EfficientNet-Lite by its name. */
export type EfficientNetLiteName = `efficientnet-lite${0 | 1 | 2 | 3 | 4}`;

/** How one of the family differs from the others. */
interface Variant {
  /** What the numbers of channels are multiplied by. */
  wide: number;
  /** What the numbers of blocks are multiplied by. */
  deep: number;
  inputSize: number;
}

/** The five of them (google's tpu repository, `efficientnet/lite/efficientnet_lite_builder.py`). */
const variants: Record<EfficientNetLiteName, Variant> = {
  'efficientnet-lite0': { wide: 1, deep: 1, inputSize: 224 },
  'efficientnet-lite1': { wide: 1, deep: 1.1, inputSize: 240 },
  'efficientnet-lite2': { wide: 1.1, deep: 1.2, inputSize: 260 },
  'efficientnet-lite3': { wide: 1.2, deep: 1.4, inputSize: 280 },
  'efficientnet-lite4': { wide: 1.4, deep: 1.8, inputSize: 300 },
};

/** Stages of blocks of the smallest one (table 1 of the paper): side of the filters, and the stride of the first block. */
const stages = [
  { side: 3, strides: 1, expansion: 1, channels: 16, blocks: 1 },
  { side: 3, strides: 2, expansion: 6, channels: 24, blocks: 2 },
  { side: 5, strides: 2, expansion: 6, channels: 40, blocks: 2 },
  { side: 3, strides: 2, expansion: 6, channels: 80, blocks: 3 },
  { side: 5, strides: 1, expansion: 6, channels: 112, blocks: 3 },
  { side: 5, strides: 2, expansion: 6, channels: 192, blocks: 4 },
  { side: 3, strides: 1, expansion: 6, channels: 320, blocks: 1 },
];

/** Channels of the first convolution and of the last: the same in all five. */
const [FIRST, LAST] = [32, 1280];

/** To a multiple of eight, and not by more than a tenth down. */
function wider(channels: number, wide: number): number {
  const wanted = channels * wide;
  const rounded = Math.max(8, Math.floor((wanted + 4) / 8) * 8);
  return rounded < 0.9 * wanted ? rounded + 8 : rounded;
}

/** One inverted bottleneck (Sandler et al. 2018): spread out, filtered channel by channel, drawn together. */
interface Block {
  name: string;
  side: number;
  strides: number;
  expansion: number;
  channels: number;
  /** Whether it opens the last stage. */
  last: boolean;
}

/** The blocks of one of the family, in order. The first stage and the last are never repeated. */
function blocksOf({ wide, deep }: Variant): Block[] {
  const blocks = stages.flatMap(({ blocks, channels, strides, ...stage }, i) => {
    const last = i === stages.length - 1;
    const count = i === 0 || last ? blocks : Math.ceil(blocks * deep);
    return Array.from({ length: count }, (_, b) => ({
      ...{ ...stage, last, channels: wider(channels, wide), strides: b === 0 ? strides : 1 },
    }));
  });
  return blocks.map((block, i) => ({ name: `block_${i}`, ...block }));
}

/** What is known of one of the family before its weights are loaded. */
export type EfficientNetLite = Pick<
  LayersEncoder,
  'inputSize' | 'resize' | 'width' | 'lastStageInput'
> & {
  name: EfficientNetLiteName;
};

function describe(name: EfficientNetLiteName): EfficientNetLite {
  const blocks = blocksOf(variants[name]);
  const entry = blocks[blocks.findIndex(({ last }) => last) - 1];
  const { inputSize } = variants[name];
  return { name, inputSize, resize: 'smooth', width: LAST, lastStageInput: `${entry.name}_add` };
}

/** What is known of all five before their weights are loaded. */
export const EFFICIENTNET_LITE = Object.fromEntries(
  (Object.keys(variants) as EfficientNetLiteName[]).map((name) => [name, describe(name)]),
) as Record<EfficientNetLiteName, EfficientNetLite>;

type Settings = Omit<ConvolutionBlock, 'names' | 'normalisation'>;

/**
 * One of EfficientNet-Lite (Tan & Le 2019, arXiv:1905.11946, without squeeze-and-excitation and with ReLU6 for swish) without
 * its classifier: a picture `[batch, side, side, 3]` in -1..1 to the map `[batch, cells, cells, 1280]` (7 x 7 cells in Lite0,
 * 8 x 8 in Lite1, 9 x 9 in Lite2 and Lite3, 10 x 10 in Lite4) and its global average `[batch, 1280]`. All weights are zero.
 * Layers come in the order in which its weights are published.
 * @param normalised with batch normalisation, as its weights are published; else with it folded away
 */
export function buildEfficientNetLite(
  name: EfficientNetLiteName,
  { normalised = false } = {},
): tf.LayersModel {
  const { inputSize } = variants[name];
  const convolve = (x: tf.SymbolicTensor, layer: string, settings: Settings) => {
    const [normalisation, activation] = [`${layer}_BN`, `${layer}_relu`];
    const names = { convolution: layer, normalisation, activation };
    return convolutionBlock(x, { names, ...settings, normalisation: {} }, normalised);
  };
  const point = { size: [1, 1] as [number, number], activation: 'relu6' as const };

  const picture = tf.input({ name: 'picture', shape: [inputSize, inputSize, 3] });
  // It learnt from (value - 127) / 128, and gets value / 127.5 - 1 as every encoder here does.
  const scaled = tf.layers
    .rescaling({ name: 'scaled', scale: 127.5 / 128, offset: 0.5 / 128 })
    .apply(picture) as tf.SymbolicTensor;
  const size: [number, number] = [3, 3];
  let x = convolve(scaled, 'stem', { filters: FIRST, size, strides: 2, activation: 'relu6' });
  let channels = FIRST;
  for (const block of blocksOf(variants[name])) {
    const { name, side, strides, expansion } = block;
    const input = x;
    if (expansion > 1)
      x = convolve(x, `${name}_expand`, { ...point, filters: channels * expansion });
    x = convolve(x, `${name}_depthwise`, { size: [side, side], strides, activation: 'relu6' });
    const project: Settings = { ...point, filters: block.channels, activation: 'linear' };
    x = convolve(x, `${name}_project`, project);
    if (strides === 1 && channels === block.channels) {
      x = tf.layers.add({ name: `${name}_add` }).apply([input, x]) as tf.SymbolicTensor;
    }
    channels = block.channels;
  }
  const map = convolve(x, 'head', { ...point, filters: LAST }); // [cells, cells, 1280]
  const vector = tf.layers.globalAveragePooling2d({ name: 'global_average' }).apply(map);
  return tf.model({ name, inputs: picture, outputs: [map, vector as tf.SymbolicTensor] });
}
