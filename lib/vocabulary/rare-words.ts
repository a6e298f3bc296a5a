import { allCaptions, type CaptionsById } from '../data-understanding';
import { END_TOKEN, START_TOKEN } from './markers';
import type { Vocabulary, WordCounts } from './types';

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
  return allCaptions(captions)
    .map((caption) => {
      const words = caption.split(' ');
      const lost = words.filter((word) => !indexOf.has(word));
      return { caption, lost, read: words.filter((word) => indexOf.has(word)).join(' ') };
    })
    .filter(({ lost }) => lost.length > 0);
}

/** How much of some cleaned captions a vocabulary does not know; markers are not counted. */
export function unknownShare(
  captions: CaptionsById,
  { indexOf }: Vocabulary,
): { words: number; unknown: number; share: number } {
  const words = allCaptions(captions)
    .flatMap((caption) => caption.split(' '))
    .filter((word) => word !== '' && word !== START_TOKEN && word !== END_TOKEN);
  const unknown = words.filter((word) => !indexOf.has(word)).length;
  return { words: words.length, unknown, share: unknown / words.length };
}
