import type { CaptionsById } from '../data-understanding/index.js';
import type { Vocabulary } from '../vocabulary/index.js';

/**
 * The indices of a caption's words; words outside the vocabulary are dropped.
 * @example
 * ```ts
 * import { encodeCaption } from 'captionlab/caption-preprocessing';
 * import { vocabularyOf } from 'captionlab/vocabulary';
 *
 * const vocabulary = vocabularyOf(['startseq', 'cat', 'endseq']);
 * encodeCaption('startseq black cat endseq', vocabulary); // → [1, 2, 3]
 * ```
 */
export function encodeCaption(caption: string, { indexOf }: Vocabulary): number[] {
  const indices: number[] = [];
  for (const word of caption.split(' ')) {
    const index = indexOf.get(word);
    if (index !== undefined) indices.push(index);
  }
  return indices;
}

/** The words behind indices; padding has none. */
export function decodeSequence(indices: ArrayLike<number>, { words }: Vocabulary): string[] {
  return Array.from(indices)
    .filter((index) => index > 0)
    .map((index) => words[index - 1]);
}

/** The number of words of the longest caption. */
export function maxCaptionLength(captions: CaptionsById): number {
  let longest = 0;
  for (const texts of captions.values()) {
    for (const caption of texts) longest = Math.max(longest, caption.split(' ').length);
  }
  return longest;
}

/** The words of a caption that a vocabulary does not have. */
export function unknownWords(caption: string, { indexOf }: Vocabulary): string[] {
  return caption.split(' ').filter((word) => word !== '' && !indexOf.has(word));
}

/** A caption's words with their indices, for looking at. */
export function wordTable(
  caption: string,
  { indexOf }: Vocabulary,
): { word: string; index: number | string }[] {
  return caption.split(' ').map((word) => ({ word, index: indexOf.get(word) ?? 'not known' }));
}
