import type { CaptionsById, TextName } from '../data-understanding/index.js';
import { cleanWords } from './clean-words.js';
import { cocoTokens } from './coco-tokens.js';

/** Why cleaning drops a token. */
export type Loss = 'nothing left' | 'one character' | 'not only letters';

/** A rule turns a token into another; an empty one is dropped. */
export interface CleaningRule {
  name: string;
  /** The token after the rule. */
  apply(token: string): string;
  /** What it means when this rule leaves nothing. */
  loss: Loss;
}

/** *Dog* and *dog* are one word. */
function lowerCase(token: string): string {
  return token.toLowerCase();
}

/** Deletes the 32 punctuation characters of ASCII, wherever they stand. */
export function withoutPunctuation(token: string): string {
  return token.replace(/[!-/:-@[-`{-~]/g, '');
}

/** Nothing is left of a single character. */
function longerThanOne(token: string): string {
  return [...token].length > 1 ? token : '';
}

/** Nothing is left of a token with anything but letters in it, with the marks and joiners that scripts write with them. */
export function onlyLetters(token: string): string {
  return /^\p{L}[\p{L}\p{M}\u200C\u200D]*$/u.test(token) ? token : '';
}

/** The rules of the lesson, in their order. */
export const cleaningRules: readonly CleaningRule[] = [
  { name: 'lower-case', apply: lowerCase, loss: 'nothing left' },
  { name: 'no punctuation', apply: withoutPunctuation, loss: 'nothing left' },
  { name: 'longer than one character', apply: longerThanOne, loss: 'one character' },
  { name: 'only letters', apply: onlyLetters, loss: 'not only letters' },
];

/** One token through the rules: the word that is left, or why there is none. */
export function cleanToken(token: string): { word: string; loss?: Loss } {
  let word = token;
  for (const { apply, loss } of cleaningRules) {
    word = apply(word);
    if (word === '') return { word, loss };
  }
  return { word };
}

/**
 * A caption through the rules, its words separated by single spaces.
 * @example
 * ```ts
 * import { cleanCaption } from 'captionlab/cleaning';
 *
 * cleanCaption('A dog, on 2 mats.'); // → 'dog on mats'
 * ```
 */
export function cleanCaption(text: string): string {
  return text
    .split(/\s+/)
    .map((token) => cleanToken(token).word)
    .filter((word) => word !== '')
    .join(' ');
}

/** How each text rule cleans a caption. */
const cleanings: Record<TextName, (text: string, language?: string) => string> = {
  tutorial: (text) => cleanCaption(text),
  full: (text) => cocoTokens(text).join(' '),
  words: cleanWords,
};

/**
 * Every caption cleaned by a text rule; pictures and captions keep their order and number.
 * @param language of the captions, for the rule `words`
 */
export function cleanCaptions(
  captions: CaptionsById,
  text: TextName,
  language?: string,
): CaptionsById {
  const cleaned = (caption: string) => cleanings[text](caption, language);
  return new Map([...captions].map(([id, texts]) => [id, texts.map(cleaned)]));
}

/**
 * The words of some captions, each once, in order of first appearance.
 * @example
 * ```ts
 * import { uniqueWords } from 'captionlab/cleaning';
 *
 * uniqueWords(new Map([['cat1', ['black cat', 'white cat']]])); // → new Set(['black', 'cat', 'white'])
 * ```
 */
export function uniqueWords(captions: CaptionsById): Set<string> {
  const words = new Set<string>();
  for (const caption of [...captions.values()].flat()) {
    for (const word of caption.split(' ')) if (word !== '') words.add(word);
  }
  return words;
}
