import { type JudgedCaption, judgedAttributes } from './attributes.js';
import { smallWords } from './photograph-words.js';

/** The kinds of mistakes the tutorial tells apart by eye, and one for captions without any. */
export const errorClasses = [
  'good',
  'colour wrong',
  'subject wrong',
  'count wrong',
  'action wrong',
  'place wrong',
  'several wrong',
  'words repeated',
  'irrelevant',
] as const;
/** A kind of mistake. */
export type ErrorClass = (typeof errorClasses)[number];

/** The runs of so many words, each as text. */
const runsOf = (words: readonly string[], length: number) =>
  words.slice(length - 1).map((_, at) => words.slice(at, at + length).join(' '));

const someTwice = (texts: readonly string[]) => new Set(texts).size < texts.length;

/**
 * True when a caption says one or two words twice in a row ("dog dog", "on grass on grass"), a word and itself ("helmet and
 * helmet"), two words that mean something twice ("red shirt … red shirt"), or three words that it said before ("on the road
 * in the snow on the road").
 */
export function repeatsItself(caption: string): boolean {
  const words = caption.split(/\s+/).filter((word) => word !== '');
  const follows = (distance: number) =>
    words.some((_, at) =>
      words
        .slice(at, at + distance)
        .every((word, k) => at + k + distance < words.length && word === words[at + k + distance]),
    );
  const and = words.some((word, at) => word === 'and' && words[at - 1] === words[at + 1]);
  const pairs = runsOf(words, 2).filter(
    (pair) => !pair.split(' ').some((word) => smallWords.has(word)),
  );
  return follows(1) || follows(2) || and || someTwice(pairs) || someTwice(runsOf(words, 3));
}

/**
 * What is the matter with a caption. Irrelevant: it says nothing that is right. What it leaves out is no mistake of
 * its own.
 */
export function classifyCaption({ caption, verdicts }: JudgedCaption): ErrorClass {
  const having = (verdict: string) => judgedAttributes.filter((name) => verdicts[name] === verdict);
  const wrong = having('wrong');
  if (having('right').length === 0) return 'irrelevant';
  if (repeatsItself(caption)) return 'words repeated';
  if (wrong.length > 1) return 'several wrong';
  return wrong.length === 1 ? `${wrong[0]} wrong` : 'good';
}

/** Every class of mistakes that a caption of a scene is in: several, where several things are wrong; none where it is good. */
export function sceneFaults(judged: JudgedCaption): ErrorClass[] {
  const wrong = judgedAttributes.filter((name) => judged.verdicts[name] === 'wrong');
  const irrelevant = judgedAttributes.every((name) => judged.verdicts[name] !== 'right');
  return irrelevant ? ['irrelevant'] : wrong.map((name): ErrorClass => `${name} wrong`);
}

/** A class of mistakes, how many captions are in it and one of them. */
export interface ErrorClassRow {
  class: ErrorClass;
  captions: number;
  share: number;
  example: string;
}

/** How many captions fall into which class, with an example each; empty classes are left out. */
export function errorClassTable(
  captions: readonly { caption: string; class: ErrorClass }[],
): ErrorClassRow[] {
  return errorClasses
    .map((name) => {
      const members = captions.filter((one) => one.class === name);
      const share = Math.round((1000 * members.length) / captions.length) / 1000;
      const example = members[0]?.caption ?? '';
      return { class: name, captions: members.length, share, example };
    })
    .filter(({ captions: count }) => count > 0);
}
