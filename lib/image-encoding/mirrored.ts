import type { Dataset } from '../data-understanding/types.js';
import { refuseOtherInputs } from '../outputs/index.js';
import { mirror } from './augment.js';
import type { Encoder } from './encoder.js';
import type { PictureFeatures } from './feature-table.js';
import { mapsOf } from './maps.js';
import { featuresPath } from './store/layout.js';
import { mirroredName } from './store/mirrored-name.js';
import { openFeatures, readFeatures } from './store/reader.js';

/**
 * The same encoder, which sees every picture in a mirror. What it makes is kept beside the other's: an encoder here answers
 * to a mirrored picture with another vector, not only with a mirrored map.
 */
export const mirrored = (encoder: Encoder): Encoder => ({
  ...encoder,
  name: mirroredName(encoder.name),
  mirrors: true,
  async read(picture) {
    const input = await encoder.read(picture); // [height, width, 3]
    mirror(input, encoder.inputSize, 3);
    return input;
  },
});

/**
 * The features of a data set's mirrored pictures, under the pictures' own ids, as `encode --flips` leaves them.
 * @param encoder whose features the others are
 * @param maps whether maps are wanted, else vectors
 * @throws UserError where they are not there, saying how to make them, or were made with other weights than the others
 */
export function readMirrored(dataset: Dataset, encoder: string, maps = false): PictureFeatures {
  const name = mirroredName(encoder);
  const [store, plain] = [name, encoder].map((one) => openFeatures(dataset, one));
  plain.close();
  const { encoder: _, ...same } = plain.madeFrom;
  refuseOtherInputs(featuresPath(dataset, name), store.madeFrom, same);
  if (maps) return mapsOf(store);
  store.close();
  return readFeatures(dataset, name);
}
