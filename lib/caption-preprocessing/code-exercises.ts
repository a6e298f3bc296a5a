import { codeExercise } from '../data-understanding/index.js';
import { vocabularyOf } from '../vocabulary/index.js';
import { encodeCaption } from './encode-caption.js';
import { padLeft, padRight } from './pad.js';

const indexOf = new Map([
  ['startseq', 1],
  ['dog', 2],
  ['runs', 3],
  ['endseq', 4],
]);

const indicesOf = (caption: string, known: Map<string, number>) =>
  caption.split(' ').map((word) => known.get(word));

/** Exercise 5.5: from words to indices. */
export const toIndices = codeExercise({
  exercise: '5.5',
  name: 'toIndices',
  right: (caption: string, known: Map<string, number>): (number | undefined)[] =>
    encodeCaption(caption, { ...vocabularyOf([]), indexOf: known }),
  cases: [
    ['startseq dog runs endseq', indexOf],
    ['startseq runs green dog endseq', indexOf],
    ['zebra', indexOf],
  ],
  praise:
    'An unknown word leaves no trace: nobody who reads the indices can tell that it was there.',
  slips: [
    {
      wrong: (caption, known) => indicesOf(caption, known).map((index) => index ?? 0),
      say: 'You put 0 for a word that is not known. 0 is padding, and would tell the model that there is nothing.',
    },
    {
      wrong: indicesOf,
      say: 'A word that is not known has no index: `indexOf.get` gives `undefined`, and that must not go into the list.',
    },
    {
      wrong: (caption, known) =>
        indicesOf(caption, known).flatMap((index) => (index === undefined ? [] : [index - 1])),
      say: 'Each index is one too low. `indexOf` counts from 1 already, because 0 is padding.',
    },
    {
      wrong: (caption, known) =>
        [...known].filter(([word]) => caption.split(' ').includes(word)).map(([, index]) => index),
      say: 'Those are the right indices in the order of the vocabulary. A caption has an order of its own, and may say a word twice.',
    },
  ],
});

const zeros = (count: number) => new Array<number>(Math.max(0, count)).fill(0);

/** Exercise 5.6: pad in front. */
export const padInFront = codeExercise({
  exercise: '5.6',
  name: 'padInFront',
  right: (sequence: number[], length: number): number[] => padLeft(sequence, length),
  cases: [
    [[7, 8], 4],
    [[7, 8, 9], 2],
    [[], 2],
    [[7, 8], 2],
  ],
  praise:
    'Always as long as asked, and the last word always in the last place: where an LSTM that reads it ends.',
  slips: [
    {
      wrong: (sequence, length) => [...sequence, ...zeros(length - sequence.length)].slice(-length),
      say: 'The zeros stand behind. An LSTM would read them last, and forget meanwhile.',
    },
    {
      wrong: (sequence, length) => [...zeros(length - sequence.length), ...sequence],
      say: 'A sequence that is longer than the table is wide stays too long. It has to be cut as well.',
    },
    {
      wrong: (sequence, length) => [
        ...zeros(length - sequence.length),
        ...sequence.slice(0, length),
      ],
      say: 'Of a sequence that is too long you keep the beginning. Which words matter more for the one that comes next?',
    },
    {
      wrong: (sequence, length) => padRight(sequence, length),
      say: 'You fill up, or cut, at the end. The words must be the last thing that is read: zeros in front, and of a long sequence the beginning goes.',
    },
    {
      wrong: (sequence, length) => [...zeros(length), ...sequence],
      say: 'So many zeros are put in front of every sequence, however long it is. How many places are empty?',
    },
  ],
});
