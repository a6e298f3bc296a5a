import { tf } from '../engine/index.js';

/** A convolution, batch normalisation (Ioffe & Szegedy 2015) behind it, and an activation: what encoders are built of. */
export interface ConvolutionBlock {
  /** The names of its layers. The last two are folded into the first in a network without normalisation. */
  names: { convolution: string; normalisation: string; activation: string };
  /** How many filters over all channels; absent: one filter for each channel (a depthwise convolution). */
  filters?: number;
  /** Rows and columns of a filter. */
  size: [number, number];
  strides?: number;
  padding?: 'same' | 'valid';
  activation: 'relu' | 'relu6' | 'linear';
  /** How a new network's filters start. They start at zero where weights are to be loaded. */
  initializer?: ReturnType<typeof tf.initializers.zeros>;
  normalisation?: { momentum?: number; scale?: boolean };
}

/**
 * Puts a block on top of `x`, `[batch, height, width, channels]`.
 * @param normalised whether batch normalisation is a layer of its own; else the convolution has a bias in its place
 */
export function convolutionBlock(
  x: tf.SymbolicTensor,
  block: ConvolutionBlock,
  normalised: boolean,
): tf.SymbolicTensor {
  const { names, filters, activation, initializer = tf.initializers.zeros() } = block;
  const settings = {
    name: names.convolution,
    ...{ kernelSize: block.size, strides: block.strides ?? 1, padding: block.padding ?? 'same' },
    ...{ useBias: !normalised, activation: normalised ? ('linear' as const) : activation },
  };
  const convolution =
    filters === undefined
      ? tf.layers.depthwiseConv2d({ ...settings, depthwiseInitializer: initializer })
      : tf.layers.conv2d({ ...settings, filters, kernelInitializer: initializer });
  const convolved = convolution.apply(x) as tf.SymbolicTensor; // [batch, height, width, filters]
  if (!normalised) return convolved;
  const normal = tf.layers
    .batchNormalization({ name: names.normalisation, ...block.normalisation })
    .apply(convolved) as tf.SymbolicTensor;
  if (activation === 'linear') return normal;
  return tf.layers
    .activation({ name: names.activation, activation })
    .apply(normal) as tf.SymbolicTensor;
}

/**
 * Moves batch normalisation into the convolution before it: once training is over, scaling by gamma / sqrt(variance + epsilon)
 * and shifting are fixed, so a kernel and a bias can do them.
 * @param plain the same network built without normalisation, its convolutions under the same names: it gets the weights
 * @returns `plain`
 */
export function foldNormalisation(
  normalised: tf.LayersModel,
  plain: tf.LayersModel,
): tf.LayersModel {
  tf.tidy(() => {
    for (const layer of normalised.layers) {
      if (layer.getClassName() !== 'BatchNormalization') continue;
      const convolution = (layer.input as tf.SymbolicTensor).sourceLayer;
      const [kernel] = convolution.getWeights();
      const weights = layer.getWeights();
      const [beta, mean, variance] = weights.slice(-3);
      const gamma = weights.length === 4 ? weights[0] : 1;
      const epsilon = layer.getConfig().epsilon as number;
      const factor = variance.add(epsilon).sqrt().reciprocal().mul(gamma); // [filters]
      const depthwise = convolution.getClassName() === 'DepthwiseConv2D'; // its kernel: [rows, columns, channels, 1]
      const kernelFactor = depthwise ? factor.expandDims(1) : factor; // [filters, 1] or [filters]
      plain
        .getLayer(convolution.name)
        .setWeights([kernel.mul(kernelFactor), beta.sub(mean.mul(factor))]);
    }
  });
  return plain;
}
