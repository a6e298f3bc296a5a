import { tf } from '../engine/index.js';
import { UserError } from '../outputs/user-error.js';
import type { EncodedBatch, Encoder, MapShape } from './encoder.js';
import { fusedForward } from './fused-forward.js';
import { readPicture } from './picture.js';
import { preprocess, type ResizeRule } from './pixels.js';

/** An encoder of layers, which can be opened, trained, drawn and shipped to a browser. */
export interface LayersEncoder extends Encoder {
  resize: ResizeRule;
  mapShape: MapShape;
  /** The layer whose output is kept as the map, where that is not the last one: `[height, width, channels]`. */
  mapLayer?: string;
  /** The layer whose map enters the last stage of its network: from there on an encoder can be trained further. */
  lastStageInput?: string;
  /**
   * Input `[batch, height, width, 3]` in -1..1; outputs the map `[batch, height, width, channels]` and the vector
   * `[batch, features]`.
   */
  model: tf.LayersModel;
}

/** What is known of such an encoder before its weights are loaded. */
export type Described = Pick<
  LayersEncoder,
  'name' | 'inputSize' | 'resize' | 'width' | 'mapLayer' | 'lastStageInput'
>;

/** The network that gives the map which is kept, and the vector. */
function mapNetwork(model: tf.LayersModel, mapLayer?: string): tf.LayersModel {
  if (!mapLayer) return model;
  const map = model.getLayer(mapLayer).output as tf.SymbolicTensor;
  return tf.model({ inputs: model.inputs, outputs: [map, model.outputs[1]] });
}

/** Preprocessed pictures as one tensor: `[batch, height, width, 3]`. */
export function pictureTensor(
  { inputSize }: Pick<Encoder, 'inputSize'>,
  inputs: readonly Float32Array[],
): tf.Tensor4D {
  const shape = [inputSize, inputSize, 3] as [number, number, number];
  return tf.stack(inputs.map((input) => tf.tensor3d(input, shape))) as tf.Tensor4D;
}

async function runLayers(
  network: tf.LayersModel,
  described: Described,
  inputs: readonly Float32Array[],
  wanted: boolean,
): Promise<EncodedBatch> {
  const [map, vector] = tf.tidy(() => fusedForward(network, pictureTensor(described, inputs)));
  const vectors = (await vector.data()) as Float32Array; // [batch, features]
  const maps = wanted ? ((await map.data()) as Float32Array) : undefined; // [batch, height, width, channels]
  tf.dispose([map, vector]);
  return { vectors, maps };
}

/**
 * An encoder of layers but for reading pictures, which a browser does its own way.
 * @param model its network: a square picture `[batch, height, width, 3]` in -1..1 to the map and its average
 */
export function layersNetwork(
  described: Described & Pick<Encoder, 'fingerprint'>,
  model: tf.LayersModel,
): Omit<LayersEncoder, 'read'> {
  const kept = mapNetwork(model, described.mapLayer);
  return {
    ...{ ...described, model },
    mapShape: kept.outputs[0].shape.slice(1) as [number, number, number],
    run: (inputs, maps) => runLayers(maps ? kept : model, described, inputs, maps),
  };
}

/** Reads pictures as such an encoder takes them. */
export const pictureReader =
  ({ inputSize, resize }: Described): Encoder['read'] =>
  async (picture) =>
    preprocess(await readPicture(picture, inputSize, resize));

/** An encoder of layers, ready to use. */
export function layersEncoder(
  described: Described & Pick<Encoder, 'fingerprint'>,
  model: tf.LayersModel,
): LayersEncoder {
  return { ...layersNetwork(described, model), read: pictureReader(described) };
}

/**
 * An encoder as one whose layers can be opened.
 * @param need what needs them, a sentence's beginning: "The page ships the encoder's layers"
 * @throws UserError when it is a file that has none
 */
export function requireLayers(
  encoder: Encoder,
  need = 'What comes now looks into the layers of the encoder',
): LayersEncoder {
  if ('model' in encoder) return encoder as LayersEncoder;
  throw new UserError(
    `${need}, and ${encoder.name} is an ONNX file, of which nothing but inputs and outputs is known here. ` +
      'Take an encoder of layers: ENCODER=mobilenet-v2, or ENCODER=scenes-cnn for the drawn scenes.',
  );
}
