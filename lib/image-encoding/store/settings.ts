import type { Dataset, ImageId } from '../../data-understanding/types.js';
import { shortPath, UserError } from '../../outputs/index.js';
import { type Encoder, mapShapeOf } from '../encoder.js';
import { featuresMadeFrom } from './reader.js';
import type { StoreSettings } from './writer.js';

/**
 * What the store of a data set's pictures is to hold.
 * @throws UserError when there are no pictures, or maps are wanted and the encoder has none
 */
export function storeSettings(
  dataset: Dataset,
  encoder: Encoder,
  marks: ReadonlyMap<ImageId, string>,
  maps = false,
): StoreSettings {
  const ids = [...dataset.imagePaths.keys()];
  if (ids.length === 0) {
    throw new UserError(
      `${shortPath(dataset.folder)} holds no pictures: there is nothing to encode.`,
    );
  }
  return {
    ...{ ids, marks, width: encoder.width, madeFrom: featuresMadeFrom(encoder) },
    mapShape: maps ? [...mapShapeOf(encoder)] : undefined,
  };
}
