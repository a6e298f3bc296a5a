import { valuesOf } from '../engine/index.js';
import { type Encoder, encodeBatch, preprocess, readPicture } from '../image-encoding/index.js';
import type { TrainedModel } from '../model/index.js';
import type { FoundCaption } from './found-caption.js';
import { greedySearch } from './greedy.js';

/**
 * What an encoder makes of any pictures, one vector a picture, each `[features]`.
 * @param pictures files' paths or bytes
 * @throws UserError naming a picture that cannot be read
 */
export async function encodePictures(
  encoder: Encoder,
  pictures: readonly (string | Uint8Array)[],
): Promise<Float32Array[]> {
  const pixels = await Promise.all(
    pictures.map((picture) => readPicture(picture, encoder.inputSize, encoder.resize)),
  );
  const read = pixels.map(preprocess);
  const values = (await valuesOf(() => encodeBatch(encoder, read))) as Float32Array; // [batch, features]
  return pictures.map((_, i) => values.slice(i * encoder.width, (i + 1) * encoder.width));
}

/**
 * Captions for any pictures: read, encoded and searched.
 * @param pictures files' paths or bytes
 * @throws UserError naming a picture that cannot be read
 */
export async function captionPictures(
  { model, inputs }: TrainedModel,
  encoder: Encoder,
  pictures: readonly (string | Uint8Array)[],
): Promise<FoundCaption[]> {
  const vectors = await encodePictures(encoder, pictures);
  return greedySearch(model, inputs.vocabulary, vectors, inputs.sequences);
}
