import { codeExercise } from '../data-understanding/index.js';
import { frequentWords } from './build-vocabulary.js';
import { countWords } from './count-words.js';

const captions = ['the dog runs', 'the cat and the dog', 'a dog'];

const counts = new Map([
  ['cat', 1],
  ['the', 3],
  ['dog', 2],
  ['runs', 1],
]);

/** Counts what a function finds in each caption. */
function counted(texts: string[], partsOf: (text: string) => Iterable<string>, from = 0) {
  const found = new Map<string, number>();
  for (const text of texts) {
    for (const part of partsOf(text)) found.set(part, (found.get(part) ?? from) + 1);
  }
  return found;
}

/** Exercise 3.5: count words. */
export const countEach = codeExercise({
  exercise: '3.5',
  name: 'countEach',
  right: (texts: string[]): Map<string, number> => countWords(new Map([['', texts]])),
  cases: [[captions], [['dog dog dog']], [[]]],
  praise:
    'Every word, as often as it is said. `countWords` above does the same to all training captions.',
  slips: [
    {
      wrong: (texts) => counted(texts, (text) => new Set(text.split(' '))),
      say: 'A word that comes twice in a caption counts once here. That is the number of captions that say it, not how often it is said.',
    },
    {
      wrong: (texts) => counted(texts, (text) => text.split(' '), -1),
      say: 'Every count is one too low. What is the count of a word that has just been met for the first time?',
    },
    {
      wrong: (texts) => new Map(texts.flatMap((text) => text.split(' ')).map((word) => [word, 1])),
      say: 'Each count is 1: the old one is overwritten. Look up what the map holds already, and add to it.',
    },
    {
      wrong: (texts) => counted(texts, (text) => text),
      say: 'Those are characters: a loop over a text goes from character to character. Cut the caption at its blanks first.',
    },
    {
      wrong: (texts) => counted(texts, (text) => [text]),
      say: 'Those are whole captions. Cut each of them at its blanks.',
    },
  ],
});

/** Exercise 3.6: apply a threshold. */
export const keepFrequent = codeExercise({
  exercise: '3.6',
  name: 'keepFrequent',
  right: (all: Map<string, number>, minCount: number): string[] =>
    frequentWords(all, { minCount }).words,
  cases: [
    [counts, 2],
    [counts, 1],
    [counts, 4],
  ],
  praise:
    'The rare words are gone, and the others stand in the order in which the text brought them up. From here on a word is its place in this list.',
  slips: [
    {
      wrong: (all, minCount) => [...all.keys()].filter((word) => (all.get(word) ?? 0) > minCount),
      say: 'A word that is said exactly `minCount` times is kept: *at least*, not *more than*.',
    },
    {
      wrong: (all, minCount) => [...all.keys()].filter((word) => (all.get(word) ?? 0) < minCount),
      say: 'Those are the words to drop.',
    },
    {
      wrong: (all, minCount) =>
        [...all]
          .filter(([, count]) => count >= minCount)
          .sort((a, b) => b[1] - a[1])
          .map(([word]) => word),
      say: 'The right words, sorted by how frequent they are. Here they keep the order of the text; nothing is to be sorted.',
    },
    {
      wrong: (all, minCount) => [...all.keys()].filter((_, place) => place >= minCount),
      say: 'You compare the place of a word in the list with the threshold. Its count is what `counts.get(word)` gives.',
    },
  ],
});
