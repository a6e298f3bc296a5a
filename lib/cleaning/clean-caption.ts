import type { CaptionsById } from '../data-understanding';

const punctuation = /[!-/:-@[-`{-~]/g;

/** Why cleaning drops a token, or undefined when it keeps it. */
export type Loss = 'nothing left' | 'one letter' | 'not a word';

/** One token through the four rules: lower-case, no ASCII punctuation, longer than one character, letters only. */
export function cleanToken(token: string): { word: string; loss?: Loss } {
  const word = token.toLowerCase().replace(punctuation, '');
  if (word.length === 0) return { word, loss: 'nothing left' };
  if (word.length === 1) return { word, loss: 'one letter' };
  if (!/^\p{L}+$/u.test(word)) return { word, loss: 'not a word' };
  return { word };
}

/** A caption through the four rules, its words separated by single spaces. */
export function cleanCaption(text: string): string {
  const kept: string[] = [];
  for (const token of text.split(/\s+/)) {
    const { word, loss } = cleanToken(token);
    if (!loss) kept.push(word);
  }
  return kept.join(' ');
}

/** Every caption cleaned; pictures and captions keep their order and number. */
export function cleanCaptions(captions: CaptionsById): CaptionsById {
  return new Map([...captions].map(([id, texts]) => [id, texts.map(cleanCaption)]));
}

/** The words of some captions, each once, in order of first appearance. */
export function uniqueWords(captions: CaptionsById): Set<string> {
  const words = new Set<string>();
  for (const caption of [...captions.values()].flat()) {
    for (const word of caption.split(' ')) if (word !== '') words.add(word);
  }
  return words;
}
