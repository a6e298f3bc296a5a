import type { CaptionsById } from '../data-understanding/index.js';
import { byFrequency, countWords, withoutMarkers } from './count-words.js';
import type { Vocabulary } from './types.js';

/** Shorter words hardly ever name a thing. */
const CHARACTERS = 4;

/**
 * Words to look at: those of the wanted that the vocabulary has, and where that leaves fewer than `least` the most frequent of
 * its own, longer ones first. So a lesson's words give way to those of another language or collection.
 */
export function chooseWords(
  wanted: readonly string[],
  { indexOf }: Vocabulary,
  captions: CaptionsById,
  least = 1,
): string[] {
  const known = wanted.filter((word) => indexOf.has(word));
  if (known.length >= least) return known;
  const others = byFrequency(withoutMarkers(countWords(captions)))
    .map(({ word }) => word)
    .filter((word) => indexOf.has(word) && !known.includes(word));
  const isLong = (word: string) => [...word].length >= CHARACTERS;
  const ranked = [...others.filter(isLong), ...others.filter((word) => !isLong(word))];
  return [...known, ...ranked.slice(0, least - known.length)];
}
