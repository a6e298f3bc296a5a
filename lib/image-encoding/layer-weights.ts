import { tf } from '../engine/index.js';
import { type StoredTensor, UserError } from '../outputs/index.js';

/** The weights of one layer as a file holds them, in the order in which Keras lists them. */
export interface LayerWeights {
  layer: string;
  tensors: StoredTensor[];
}

const shapesOf = (tensors: { shape: (number | null)[] }[]) =>
  tensors.map(({ shape }) => `[${shape.join(', ')}]`).join(', ');

/**
 * Puts a file's weights into a model: layer by layer under the same names where the file has them all, else in order.
 * Keras numbers unnamed layers anew in every session (`conv2d_94`), so it goes by order too: that of `model.layers`.
 * @param file the file's name, for messages
 * @throws UserError naming file, layer and both shapes when one is not as the model expects it
 */
export function setLayerWeights(model: tf.LayersModel, stored: LayerWeights[], file: string): void {
  const layers = model.layers.filter(({ weights }) => weights.length > 0);
  const byName = new Map(stored.map((weights) => [weights.layer, weights]));
  const named = layers.every(({ name }) => byName.has(name));
  if (!named && stored.length !== layers.length) {
    throw new UserError(
      `${file} holds weights of ${stored.length} layers, ${model.name} has ${layers.length}: ` +
        'take the file of the network without its top.',
    );
  }
  tf.tidy(() => {
    layers.forEach((layer, i) => {
      const found = named ? (byName.get(layer.name) as LayerWeights) : stored[i];
      const [expected, shapes] = [shapesOf(layer.weights), shapesOf(found.tensors)];
      if (shapes !== expected) {
        throw new UserError(
          `${file}: layer ${found.layer} has weights of shape ${shapes}, ${layer.name} of ${model.name} expects ${expected}.`,
        );
      }
      layer.setWeights(found.tensors.map(({ shape, data }) => tf.tensor(data, shape)));
    });
  });
}
