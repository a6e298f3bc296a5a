import { rawTokens } from './caption-figures.js';
import type { CaptionsById, ImageId } from './types.js';

/** The different words of a caption, without capitals and without the marks around them; single letters are none. */
export const wordsIn = (caption: string): Set<string> =>
  new Set(
    rawTokens(caption.toLowerCase())
      .map((token) => token.replace(/^[^\p{L}]+|[^\p{L}\p{M}]+$/gu, ''))
      .filter((word) => word.length > 1),
  );

/**
 * The words said of one picture and by how many of its captions, the most agreed on first.
 * @example
 * ```ts
 * import { agreement } from 'captionlab/data-understanding';
 *
 * agreement(['A dog runs', 'The dog'])[0]; // → { word: 'dog', captions: 2 }
 * ```
 */
export function agreement(captions: readonly string[]): { word: string; captions: number }[] {
  const said = new Map<string, number>();
  for (const caption of captions) {
    for (const word of wordsIn(caption)) said.set(word, (said.get(word) ?? 0) + 1);
  }
  return [...said]
    .map(([word, count]) => ({ word, captions: count }))
    .sort((a, b) => b.captions - a.captions);
}

/**
 * In how many pictures the best-agreed word is in 1, 2, … of the captions.
 * @param ignored words that need no agreement: articles, prepositions
 */
export function agreementTable(
  captions: CaptionsById,
  ignored: ReadonlySet<string> = smallWords,
): { 'captions that share a word': number; pictures: number }[] {
  const pictures = new Map<number, number>();
  for (const texts of captions.values()) {
    const best = agreement(texts).find(({ word }) => !ignored.has(word))?.captions ?? 0;
    pictures.set(best, (pictures.get(best) ?? 0) + 1);
  }
  return [...pictures]
    .sort(([a], [b]) => a - b)
    .map(([shared, count]) => ({ 'captions that share a word': shared, pictures: count }));
}

/** Words that hold a sentence together and show nothing. */
const smallWords: ReadonlySet<string> = new Set(
  'an the in on at of to with and or is are its it his her their there that this by as from into over up down out for near while who two one'.split(
    ' ',
  ),
);

/** The picture with the longest caption, in tokens. */
export function longestCaption(captions: CaptionsById): {
  id: ImageId;
  caption: string;
  tokens: number;
} {
  let longest = { id: '', caption: '', tokens: 0 };
  for (const [id, texts] of captions) {
    for (const caption of texts) {
      const tokens = rawTokens(caption).length;
      if (tokens > longest.tokens) longest = { id, caption, tokens };
    }
  }
  return longest;
}
