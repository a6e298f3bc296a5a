import type { Encoder } from '../image-encoding/index.js';
import type { CaptionModel, TrainedModel } from '../model/index.js';
import type { FoundCaption } from './found-caption.js';
import { greedySearch } from './greedy.js';

/**
 * What a captioner reads of pictures, each its vector or its map, one after the other.
 * @param inputs preprocessed pictures, each `[height, width, 3]`
 */
export async function encodeFor(
  { reads }: Pick<CaptionModel, 'reads'>,
  encoder: Encoder,
  inputs: Float32Array[],
): Promise<Float32Array[]> {
  const { vectors, maps } = await encoder.run(inputs, reads.cells > 1);
  const values = maps ?? vectors; // [batch, …]
  const size = values.length / inputs.length;
  return inputs.map((_, i) => values.slice(i * size, (i + 1) * size));
}

/**
 * What an encoder makes of any pictures, as a captioner reads it: one vector or map a picture.
 * @param pictures files' paths or bytes
 * @param captioner without it vectors, each `[features]`
 * @throws UserError naming a picture that cannot be read
 */
export async function encodePictures(
  encoder: Encoder,
  pictures: readonly (string | Uint8Array)[],
  captioner: Pick<CaptionModel, 'reads'> = { reads: { cells: 1, width: encoder.width } },
): Promise<Float32Array[]> {
  return encodeFor(captioner, encoder, await Promise.all(pictures.map(encoder.read)));
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
  const features = await encodePictures(encoder, pictures, model);
  return greedySearch(model, inputs.vocabulary, features, inputs.sequences);
}
