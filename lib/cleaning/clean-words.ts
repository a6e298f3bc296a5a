import { withBlanks } from '../data-understanding/index.js';

/** A letter or digit with the marks that belong to it. */
const LETTER = '[\\p{L}\\p{N}][\\p{M}\\u200C\\u200D]*';
/** Letters, and apostrophes and hyphens between them. */
const word = new RegExp(`(?:${LETTER})+(?:['’\\-‐](?:${LETTER})+)*`, 'gu');

/**
 * Every word of a caption in any script, lower-case as its language has it, without the punctuation between words: letters
 * keep their marks, single letters and digits stay, and where no blanks stand between words Unicode's rules part them.
 * @param language a BCP 47 tag, such as `tr`
 * @example
 * ```ts
 * import { cleanWords } from 'captionlab/cleaning';
 *
 * cleanWords("L'été, à 2 pas !"); // → "l'été à 2 pas"
 * ```
 */
export function cleanWords(text: string, language?: string): string {
  const lower = withBlanks(text.normalize('NFC'), language).toLocaleLowerCase(language);
  return (lower.match(word) ?? []).join(' ');
}
