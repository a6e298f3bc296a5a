import type { Random } from '../engine/random.js';

type Slip = (words: string[], at: number, random: Random) => string[];

const replaced = (words: string[], at: number, ...by: string[]) => [
  ...words.slice(0, at),
  ...by,
  ...words.slice(at + 1),
];

const somewhereIn = (word: string, random: Random) => 1 + random.integer(word.length - 2);

/** What fingers do wrong on a keyboard. */
const slips: readonly Slip[] = [
  function swappedLetters(words, at, random) {
    const [word, i] = [words[at], somewhereIn(words[at], random)];
    return replaced(words, at, word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2));
  },
  function doubledLetter(words, at, random) {
    const [word, i] = [words[at], somewhereIn(words[at], random)];
    return replaced(words, at, word.slice(0, i) + word[i] + word.slice(i));
  },
  function missingLetter(words, at, random) {
    const [word, i] = [words[at], somewhereIn(words[at], random)];
    return replaced(words, at, word.slice(0, i) + word.slice(i + 1));
  },
  function missingBlank(words, at) {
    return [...words.slice(0, at - 1), words[at - 1] + words[at], ...words.slice(at + 1)];
  },
  function doubledWord(words, at) {
    return replaced(words, at, words[at], words[at]);
  },
];

/** A sentence with one slip of the keyboard, in one of its words of four letters or more. */
export function withSlip(sentence: string, random: Random): string {
  const words = sentence.split(' ');
  const long = words.flatMap((word, i) => (i > 0 && /^[a-z]{4,}$/.test(word) ? [i] : []));
  if (long.length === 0) return sentence;
  return random.choice(slips)(words, random.choice(long), random).join(' ');
}
