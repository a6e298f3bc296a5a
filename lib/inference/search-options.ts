import { tf } from '../engine/index.js';
import type { CaptionModel } from '../model/index.js';
import { UserError } from '../outputs/index.js';
import type { Vocabulary } from '../vocabulary/index.js';

/** What every search can be told. */
export interface SearchOptions {
  /** Most words a caption can have: the end marker is one of them, the start marker is not. */
  maxLength: number;
  /** Fewest words before the end marker may come. Default: 0. */
  minLength?: number;
  /**
   * Keep to what a person would say: no word three times in a row, and no start marker. For captions that are shown.
   * Without it the search follows the model alone, as the tutorial's does.
   */
  sensible?: boolean;
  /** How many of the most probable words to tell of at each step. Default: none. */
  alternatives?: number;
  /** Tell with each word where the captioner looked, if it looks. Default: false. */
  looks?: boolean;
  /** Pictures searched at once. Default: as many as make 256 captions, 1024 on native TensorFlow. */
  batchSize?: number;
}

/** Larger batches are up to a third faster on native TensorFlow; elsewhere memory is dear. */
const captionsAtOnce = () => (tf.getBackend() === 'tensorflow' ? 1024 : 256);

/** @throws UserError unless the value is a whole number, `least` or more */
export function checkWhole(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new UserError(`${name} is ${value}: expected a whole number, ${least} or more.`);
  }
}

/** @throws UserError for lengths that no caption can have */
export function checkLengths({ maxLength, minLength = 0 }: SearchOptions): void {
  checkWhole('maxLength', maxLength, 1);
  checkWhole('minLength', minLength, 0);
  if (minLength > maxLength) {
    throw new UserError(
      `minLength is ${minLength}, but maxLength only ${maxLength}: no caption can keep to both.`,
    );
  }
}

/** @throws UserError when vocabulary or features are not those that the model was made for */
export function checkInputs(
  { vocabularySize, reads }: CaptionModel,
  { size }: Vocabulary,
  features: readonly Float32Array[],
): void {
  if (size !== vocabularySize) {
    throw new UserError(
      `The model was made for a vocabulary of ${vocabularySize}, padding included, but this one has ${size}.`,
    );
  }
  const width = reads.cells * reads.width;
  const other = features.find(({ length }) => length !== width);
  if (other) {
    throw new UserError(
      `The model was made for features of ${width} numbers, but a picture has ${other.length}: another encoder made them.`,
    );
  }
}

/**
 * Searches the pictures batch by batch.
 * @param captions how many captions of a picture are worked on at once
 */
export async function inBatches<Found>(
  features: readonly Float32Array[],
  captions: number,
  { batchSize = Math.max(1, Math.floor(captionsAtOnce() / captions)) }: SearchOptions,
  search: (batch: readonly Float32Array[]) => Promise<Found[]>,
): Promise<Found[]> {
  checkWhole('batchSize', batchSize, 1);
  const found: Found[] = [];
  for (let start = 0; start < features.length; start += batchSize) {
    found.push(...(await search(features.slice(start, start + batchSize))));
  }
  return found;
}
