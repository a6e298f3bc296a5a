import type { tf } from '../engine/index.js';
import type { Encoder } from './encoder.js';
import type { LayersEncoder } from './layers-encoder.js';

/** What a convolution of an encoder's end does, beside its numbers. */
export interface EndLayer {
  name: string;
  /** Across the channels of each place, or across the places of each channel. */
  kind: 'pointwise' | 'depthwise';
  activation: 'linear' | 'relu' | 'relu6';
}

/** A convolution of an encoder's end with its numbers. */
export interface EndConvolution extends EndLayer {
  /** `[channels, filters]` of a pointwise one, `[side, side, channels]` of a depthwise one. */
  shape: number[];
  kernel: Float32Array;
  /** `[filters]` */
  bias: Float32Array;
}

/** The maps that enter an encoder's last stage, and the convolutions of that stage and of what comes behind it, in order. */
export interface EncoderEnd {
  /** Numbers a cell that it gives. */
  width: number;
  convolutions: EndConvolution[];
}

interface Config {
  activation: EndLayer['activation'];
  kernelSize: [number, number];
  strides: [number, number];
  padding: string;
}

/** @throws Error for a layer that is no convolution which keeps the places of its map */
function kindOf(layer: tf.layers.Layer): EndLayer['kind'] {
  const { kernelSize, strides, padding } = layer.getConfig() as unknown as Config;
  const name = layer.getClassName();
  const keepsPlaces = padding === 'same' && strides.every((stride) => stride === 1);
  if (name === 'DepthwiseConv2D' && keepsPlaces && kernelSize[0] % 2 === 1) return 'depthwise';
  if (name === 'Conv2D' && keepsPlaces && kernelSize.every((side) => side === 1))
    return 'pointwise';
  throw new Error(`${layer.name}, a ${name}, cannot be part of an encoder's end that is trained`);
}

/**
 * The end of an encoder whose kept maps are those that enter its last stage; batch normalisation is folded into it.
 * @returns undefined where the encoder keeps its last maps, or is a file that cannot be opened
 */
export async function encoderEnd(encoder: Encoder): Promise<EncoderEnd | undefined> {
  if (!('model' in encoder)) return undefined;
  const { model, mapLayer, lastStageInput } = encoder as LayersEncoder;
  if (!mapLayer || mapLayer !== lastStageInput) return undefined;
  const [map] = model.outputs;
  const names = model.layers.map(({ name }) => name);
  const layers = model.layers.slice(
    names.indexOf(lastStageInput) + 1,
    names.indexOf(map.sourceLayer.name) + 1,
  );
  const convolutions = await Promise.all(
    layers.map(async (layer) => {
      const kind = kindOf(layer);
      const { activation } = layer.getConfig() as unknown as Config;
      const [kernel, bias] = layer.getWeights();
      const [rows, columns, inputs, filters] = kernel.shape as number[];
      return {
        ...{ name: layer.name, kind, activation },
        shape: kind === 'depthwise' ? [rows, columns, inputs] : [inputs, filters],
        kernel: ((await kernel.data()) as Float32Array).slice(),
        bias: ((await bias.data()) as Float32Array).slice(),
      };
    }),
  );
  return { width: map.shape[3] as number, convolutions };
}
