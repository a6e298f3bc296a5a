import { allCaptions, type CaptionsById } from '../data-understanding/index.js';
import { isMarker } from './markers.js';
import type { Vocabulary, WordCounts } from './types.js';

/** The words that a threshold drops, the most frequent first. */
export function lostWords(counts: WordCounts, minCount: number): { word: string; count: number }[] {
  return [...counts]
    .filter(([, count]) => count < minCount)
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => b.count - a.count);
}

/** A caption and what the model gets to read of it. */
export type HurtCaption = {
  caption: string;
  lost: string[];
  read: string;
};

/** The captions that lose at least one word to a vocabulary, in order. */
export function hurtCaptions(captions: CaptionsById, { indexOf }: Vocabulary): HurtCaption[] {
  return allCaptions(captions).flatMap((caption) => {
    const words = caption.split(' ');
    const lost = words.filter((word) => !indexOf.has(word));
    if (lost.length === 0) return [];
    return [{ caption, lost, read: words.filter((word) => indexOf.has(word)).join(' ') }];
  });
}

/** How much of some cleaned captions a vocabulary does not know; markers are not counted. */
export function unknownShare(
  captions: CaptionsById,
  { indexOf }: Vocabulary,
): { words: number; unknown: number; share: number } {
  let words = 0;
  let unknown = 0;
  for (const caption of allCaptions(captions)) {
    for (const word of caption.split(' ')) {
      if (word === '' || isMarker(word)) continue;
      words++;
      if (!indexOf.has(word)) unknown++;
    }
  }
  return { words, unknown, share: unknown / words };
}

/**
 * Words as lines of text that a page need not break.
 * @param width characters of a line at most
 */
export function wordLines(words: readonly string[], width = 90): string {
  const lines = [''];
  for (const word of words) {
    const longer = [lines.at(-1), word].filter(Boolean).join(' · ');
    if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.filter(Boolean).join('\n');
}
