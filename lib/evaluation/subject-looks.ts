import type { ImageId } from '../data-understanding/types.js';
import type { FoundCaption } from '../inference/index.js';
import type { LookedAt, ModelInputs } from '../model/index.js';
import { attributesOf } from '../scenes/attributes-of.js';
import type { SceneAttributes } from '../scenes/types.js';
import { START_TOKEN } from '../vocabulary/index.js';
import { pointingOf } from './pointing.js';

/** A caption that names the subject that is there: which of its words does, and whether its look lay on the subject. */
export interface SubjectLook {
  imageId: ImageId;
  caption: FoundCaption;
  /** Which word, from 0. */
  place: number;
  hit: boolean;
}

/**
 * The looks that the pointing game counts, one by one.
 * @param captions found with `looks`
 */
export function subjectLooks(
  captions: ReadonlyMap<ImageId, FoundCaption>,
  truths: ReadonlyMap<ImageId, SceneAttributes>,
): SubjectLook[] {
  return [...captions].flatMap(([imageId, caption]) => {
    const { captions: counted, hits } = pointingOf(new Map([[imageId, caption]]), truths);
    const subject = truths.get(imageId)?.subject;
    const place = caption.words.findIndex(({ word }) => attributesOf(word).subject === subject);
    return counted === 1 ? [{ imageId, caption, place, hit: hits === 1 }] : [];
  });
}

/** The same words as the captioner reads them: to ask it again about another map. */
export function wordsToAsk(
  looks: readonly SubjectLook[],
  { features, vocabulary }: Pick<ModelInputs, 'features' | 'vocabulary'>,
): LookedAt[] {
  return looks.map(({ imageId, caption: { words }, place }) => ({
    map: features.of(imageId),
    tokens: [START_TOKEN, ...words.map(({ word }) => word)].map(
      (word) => vocabulary.indexOf.get(word) ?? 0,
    ),
    place: place + 1,
    looked: words[place].looked ?? new Float32Array(),
  }));
}
