import { codeExercise } from '../../data-understanding/index.js';
import { lookByHand } from '../looking/look-by-hand.js';

const square = (size: number, may: (word: number, other: number) => boolean) =>
  Array.from({ length: size }, (_, word) =>
    Array.from({ length: size }, (__, other) => (may(word, other) ? 1 : 0)),
  );

/** Exercise 12.4: who may look at whom. */
export const mayLook = codeExercise({
  exercise: '12.4',
  name: 'mayLook',
  right: (words: number): number[][] => square(words, (word, other) => other <= word),
  cases: [[3], [1]],
  praise:
    'The triangle. A row for each word that asks, and behind the diagonal nothing: no word sees what is to be said next.',
  slips: [
    {
      wrong: (words) => square(words, (word, other) => other < word),
      say: 'A word may look at itself. As it is, the first has nothing at all to look at, and its shares are 0/0.',
    },
    {
      wrong: (words) => square(words, (word, other) => other >= word),
      say: 'The wrong triangle: each word sees what comes behind it and nothing before. So it would be told the answer.',
    },
    {
      wrong: (words) => square(words, () => true),
      say: 'Nothing is covered. The loss would be splendid, and the captions rubbish.',
    },
    {
      wrong: (words) => square(words, (word, other) => other === word),
      say: 'Each word sees itself alone. It may also see all words before it.',
    },
  ],
});

const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** Exercise 12.5: one word's look. */
export const lookOf = codeExercise({
  exercise: '12.5',
  name: 'lookOf',
  right: (question: number[], keys: number[][], values: number[][]): number[] =>
    lookByHand(question, keys, values).seen,
  cases: [
    [
      [2, 0, 0, 0],
      [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ],
    [
      [0, 0, 0, 0],
      [
        [1, 1, 1, 1],
        [2, 0, 0, 0],
      ],
      [
        [2, 4],
        [4, 8],
      ],
    ],
  ],
  praise:
    'Equations (1) to (3) for one word. Do it for all words and heads at once, and it is three matrix products.',
  slips: [
    {
      wrong: (question, keys, values) => lookByHand(question, keys, values, 1).seen,
      say: 'The scores are not divided by the root of the width. In a wide question they would be so large that the look becomes a choice of one.',
    },
    {
      wrong: (question, keys, values) =>
        lookByHand(question, keys, values, 1 / question.length).seen,
      say: 'You divide by the width itself. It is its square root.',
    },
    {
      wrong: (question, keys, values) =>
        values[0].map((_, i) =>
          keys.reduce(
            (sum, key, k) => sum + (dot(question, key) / Math.sqrt(question.length)) * values[k][i],
            0,
          ),
        ),
      say: 'The softmax is missing: scores are no shares, they do not make 1.',
    },
    {
      wrong: (question, keys) => lookByHand(question, keys, keys).seen,
      say: 'You add up the keys. A key says what a word answers to; what it tells is its value.',
    },
    {
      wrong: (question, keys, values) => lookByHand(question, keys, values).shares,
      say: 'Those are the shares. Add up the values by them.',
    },
  ],
});
