import { tf } from '../engine/index.js';
import { convolutionBlock } from './convolution-block.js';

/** What is known of the tutorial's encoder before its weights are loaded. */
export const INCEPTION_V3 = {
  name: 'inception-v3',
  inputSize: 299,
  resize: 'nearest',
  width: 2048,
} as const;

/** A convolution: its filters, and the rows and columns of each. */
type Convolution = [filters: number, rows: number, columns: number];

type Place = { strides?: number; padding?: 'same' | 'valid' };

const halving: Place = { strides: 2, padding: 'valid' };

/** Layers under the names that Keras gives them in a new session: conv2d, conv2d_1, conv2d_2 … */
function namedLayers(normalised: boolean) {
  const counts = new Map<string, number>();
  const next = (kind: string) => {
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    return count === 0 ? kind : `${kind}_${count}`;
  };

  const convolve = (x: tf.SymbolicTensor, convolution: Convolution, place: Place = {}) => {
    const [filters, rows, columns] = convolution;
    const names = {
      convolution: next('conv2d'),
      normalisation: next('batch_normalization'),
      activation: next('activation'),
    };
    const block = { names, filters, size: [rows, columns] as [number, number], ...place };
    const settings = { activation: 'relu' as const, normalisation: { scale: false } };
    return convolutionBlock(x, { ...block, ...settings }, normalised);
  };

  return {
    convolve,
    /** Convolutions one behind the other, keeping the map's size. */
    chain: (x: tf.SymbolicTensor, ...convolutions: Convolution[]) =>
      convolutions.reduce((value, convolution) => convolve(value, convolution), x),
    averages: (x: tf.SymbolicTensor) =>
      tf.layers
        .averagePooling2d({
          name: next('average_pooling2d'),
          ...{ poolSize: 3, strides: 1, padding: 'same' },
        })
        .apply(x) as tf.SymbolicTensor,
    largest: (x: tf.SymbolicTensor) =>
      tf.layers
        .maxPooling2d({ name: next('max_pooling2d'), poolSize: 3, strides: 2 })
        .apply(x) as tf.SymbolicTensor,
    mix: (branches: tf.SymbolicTensor[], name = next('concatenate')) =>
      tf.layers.concatenate({ name }).apply(branches) as tf.SymbolicTensor,
  };
}

/**
 * InceptionV3 (Szegedy et al. 2016) without its classifier, layer by layer as in Keras' applications: a picture
 * `[batch, 299, 299, 3]` to the map `[batch, 8, 8, 2048]` and its global average `[batch, 2048]`. All weights are zero.
 * @param normalised with batch normalisation, as its weights are published: 21,802,784 parameters; else with it folded away
 */
export function buildInceptionV3({ normalised = false } = {}): tf.LayersModel {
  const { convolve, chain, averages, largest, mix } = namedLayers(normalised);
  const { inputSize } = INCEPTION_V3;
  const picture = tf.input({ name: 'picture', shape: [inputSize, inputSize, 3] });

  let x = convolve(picture, [32, 3, 3], halving); // [149, 149, 32]
  x = convolve(x, [32, 3, 3], { padding: 'valid' });
  x = convolve(x, [64, 3, 3]);
  x = largest(x); // [73, 73, 64]
  x = convolve(x, [80, 1, 1], { padding: 'valid' });
  x = convolve(x, [192, 3, 3], { padding: 'valid' });
  x = largest(x); // [35, 35, 192]

  for (const [i, pooled] of [32, 64, 64].entries()) {
    const branches = [
      chain(x, [64, 1, 1]),
      chain(x, [48, 1, 1], [64, 5, 5]),
      chain(x, [64, 1, 1], [96, 3, 3], [96, 3, 3]),
      chain(averages(x), [pooled, 1, 1]),
    ];
    x = mix(branches, `mixed${i}`); // [35, 35, 256], then [35, 35, 288]
  }

  const smaller = [
    convolve(x, [384, 3, 3], halving),
    convolve(chain(x, [64, 1, 1], [96, 3, 3]), [96, 3, 3], halving),
    largest(x),
  ];
  x = mix(smaller, 'mixed3'); // [17, 17, 768]

  for (const [i, n] of [128, 160, 160, 192].entries()) {
    const branches = [
      chain(x, [192, 1, 1]),
      chain(x, [n, 1, 1], [n, 1, 7], [192, 7, 1]),
      chain(x, [n, 1, 1], [n, 7, 1], [n, 1, 7], [n, 7, 1], [192, 1, 7]),
      chain(averages(x), [192, 1, 1]),
    ];
    x = mix(branches, `mixed${4 + i}`); // [17, 17, 768]
  }

  const smallest = [
    convolve(chain(x, [192, 1, 1]), [320, 3, 3], halving),
    convolve(chain(x, [192, 1, 1], [192, 1, 7], [192, 7, 1]), [192, 3, 3], halving),
    largest(x),
  ];
  x = mix(smallest, 'mixed8'); // [8, 8, 1280]

  for (const i of [0, 1]) {
    const one = chain(x, [320, 1, 1]);
    const flat = chain(x, [384, 1, 1]);
    const split = mix([chain(flat, [384, 1, 3]), chain(flat, [384, 3, 1])], `mixed9_${i}`);
    const deep = chain(x, [448, 1, 1], [384, 3, 3]);
    const deepSplit = mix([chain(deep, [384, 1, 3]), chain(deep, [384, 3, 1])]);
    x = mix([one, split, deepSplit, chain(averages(x), [192, 1, 1])], `mixed${9 + i}`); // [8, 8, 2048]
  }

  const vector = tf.layers.globalAveragePooling2d({ name: 'global_average' }).apply(x);
  return tf.model({
    name: INCEPTION_V3.name,
    inputs: picture,
    outputs: [x, vector as tf.SymbolicTensor],
  });
}
