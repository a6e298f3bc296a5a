import { tf } from '../engine/index.js';
import { type ConvolutionBlock, convolutionBlock } from './convolution-block.js';

/** What is known of the small encoder before its weights are loaded. */
export const MOBILENET_V2 = {
  name: 'mobilenet-v2',
  inputSize: 224,
  resize: 'smooth',
  width: 1280,
  mapLayer: 'block_16_project', // 7 x 7 cells of 320 numbers: the last layer only spreads them out
} as const;

/** Runs of blocks: filters of each, how many, and the stride of the first (table 2 of the paper). */
const runs = [
  { filters: 16, blocks: 1, strides: 1 }, // 112
  { filters: 24, blocks: 2, strides: 2 }, // 56
  { filters: 32, blocks: 3, strides: 2 }, // 28
  { filters: 64, blocks: 4, strides: 2 }, // 14
  { filters: 96, blocks: 3, strides: 1 },
  { filters: 160, blocks: 3, strides: 2 }, // 7
  { filters: 320, blocks: 1, strides: 1 },
];

const EXPANSION = 6;

type Settings = Omit<ConvolutionBlock, 'names' | 'normalisation'>;

function convolve(x: tf.SymbolicTensor, name: string, settings: Settings, normalised: boolean) {
  const [normalisation, activation] = normalisationNames(name);
  const names = { convolution: name, normalisation, activation };
  return convolutionBlock(
    x,
    { names, ...settings, normalisation: { momentum: 0.999 } },
    normalised,
  );
}

/** Keras's names of the layers behind a convolution: three ways in one network. */
function normalisationNames(name: string): [string, string] {
  if (name === 'Conv1') return ['bn_Conv1', 'Conv1_relu'];
  if (name === 'Conv_1') return ['Conv_1_bn', 'out_relu'];
  return [`${name}_BN`, `${name}_relu`];
}

/**
 * MobileNetV2 (Sandler et al. 2018) of width 1.0 without its classifier: a picture `[batch, 224, 224, 3]` to the map
 * `[batch, 7, 7, 1280]` and its global average `[batch, 1280]`. All weights are zero. Layers have the names that Keras'
 * applications give them; where Keras pads with a layer of its own before a stride of 2, padding is `same`, which on
 * these even sizes adds the same row below and column to the right.
 * @param normalised with batch normalisation, as Keras publishes its weights: 2,257,984 parameters; else with it folded away
 */
export function buildMobileNetV2({ normalised = false } = {}): tf.LayersModel {
  const { inputSize, width } = MOBILENET_V2;
  const picture = tf.input({ name: 'picture', shape: [inputSize, inputSize, 3] });
  const point: Pick<Settings, 'size'> = { size: [1, 1] };
  const first: Settings = { filters: 32, size: [3, 3], strides: 2, activation: 'relu6' };
  let x = convolve(picture, 'Conv1', first, normalised); // [112, 112, 32]
  let channels = 32;
  let index = 0;
  for (const { filters, blocks, strides } of runs) {
    for (let i = 0; i < blocks; i++) {
      const name = index === 0 ? 'expanded_conv' : `block_${index}`;
      const stride = i === 0 ? strides : 1;
      const input = x;
      if (index > 0) {
        const expand: Settings = { ...point, filters: channels * EXPANSION, activation: 'relu6' };
        x = convolve(x, `${name}_expand`, expand, normalised);
      }
      const each: Settings = { size: [3, 3], strides: stride, activation: 'relu6' };
      x = convolve(x, `${name}_depthwise`, each, normalised);
      x = convolve(x, `${name}_project`, { ...point, filters, activation: 'linear' }, normalised);
      if (stride === 1 && channels === filters) {
        x = tf.layers.add({ name: `${name}_add` }).apply([input, x]) as tf.SymbolicTensor;
      }
      channels = filters;
      index++;
    }
  }
  const last: Settings = { ...point, filters: width, activation: 'relu6' };
  const map = convolve(x, 'Conv_1', last, normalised); // [7, 7, 1280]
  const vector = tf.layers.globalAveragePooling2d({ name: 'global_average' }).apply(map);
  return tf.model({
    name: MOBILENET_V2.name,
    inputs: picture,
    outputs: [map, vector as tf.SymbolicTensor],
  });
}
