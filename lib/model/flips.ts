import type { SequencesById } from '../caption-preprocessing/index.js';
import type { Dataset, ImageId } from '../data-understanding/index.js';
import type { Random } from '../engine/index.js';
import type { FeatureSource } from '../generator/index.js';
import { readMirrored } from '../image-encoding/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import type { ModelInputs } from './model-inputs.js';

/** Training pictures as a mirror shows them: every picture stands for two, and captions know it. */
export interface Flips {
  /** The mirrored pictures' vectors or maps, under the pictures' own ids. */
  features: FeatureSource;
  /** The words that change sides in a mirror, by index. */
  otherSide: ReadonlyMap<number, number>;
}

/** What the id of a mirrored picture begins with: a mark that no file's name has. */
const MARK = '⇄ ';

/** The name that a picture's mirror image goes by in a batch. */
export const mirrorImageOf = (id: ImageId): ImageId => `${MARK}${id}`;

/** A picture's own id, mirrored or not. */
export const plainId = (id: ImageId): ImageId => (isMirrorImage(id) ? id.slice(MARK.length) : id);

const isMirrorImage = (id: ImageId) => id.startsWith(MARK);

/** `left` and `right`, where a vocabulary has both. A dog that *left* becomes one that *right*: seldom enough. */
export function otherSides({ words }: Pick<Vocabulary, 'words'>): ReadonlyMap<number, number> {
  const [left, right] = ['left', 'right'].map((side) => words.indexOf(side) + 1);
  if (left === 0 || right === 0) return new Map();
  return new Map([
    [left, right],
    [right, left],
  ]);
}

/** The pictures and, beside them, their mirror images. */
export const withMirrorImages = (plain: FeatureSource, { features }: Flips): FeatureSource => ({
  ...{ width: plain.width, cells: plain.cells },
  of: (id) => (isMirrorImage(id) ? features : plain).of(plainId(id)),
});

/** What is said of a mirror image, from what is said of the picture: and the other way round. */
export const inMirror = (sequence: readonly number[], { otherSide }: Flips): number[] =>
  sequence.map((word) => otherSide.get(word) ?? word);

/** Pictures or their mirror images, as a coin falls for each. */
export const flippedByLot = (ids: readonly ImageId[], random: Random): ImageId[] =>
  ids.map((id) => (random.uniform() < 0.5 ? mirrorImageOf(id) : id));

/** The same of pictures with their captions, in which left and right change sides with the picture. */
export function captionsFlippedByLot(
  sequences: SequencesById,
  { flips, random }: { flips: Flips; random: Random },
): SequencesById {
  const shown = flippedByLot([...sequences.keys()], random);
  const captions = [...sequences.values()];
  return new Map(
    shown.map((id, i) => [
      id,
      isMirrorImage(id) ? captions[i].map((one) => inMirror(one, flips)) : captions[i],
    ]),
  );
}

/**
 * The mirror images of a data set's pictures, in what the captioner reads.
 * @throws UserError as `readMirrored` does: they are made by `encode --flips`
 */
export const flipsFor = (dataset: Dataset, { features, vocabulary }: ModelInputs): Flips => ({
  features: readMirrored(dataset, features.encoder, features.cells !== undefined),
  otherSide: otherSides(vocabulary),
});
