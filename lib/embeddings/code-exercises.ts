import { codeExercise } from '../data-understanding/index.js';
import { cosineSimilarity } from '../image-encoding/neighbours.js';

const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const length = (a: number[]) => Math.sqrt(dot(a, a));

/** Exercise 7.5: the cosine of two vectors. */
export const cosineOf = codeExercise({
  exercise: '7.5',
  name: 'cosineOf',
  right: (a: number[], b: number[]): number => cosineSimilarity(a, b),
  cases: [
    [
      [3, 4],
      [6, 8],
    ],
    [
      [1, 0],
      [1, 1],
    ],
    [
      [1, 2],
      [-2, 1],
    ],
    [
      [0, 0],
      [1, 2],
    ],
  ],
  praise:
    'However long the vectors are, it says how nearly they point the same way. A vector of zeros points nowhere, so it gets 0.',
  slips: [
    {
      wrong: (a, b) => dot(a, b) / (length(a) * length(b)),
      say: 'A vector of zeros makes 0/0, which is `NaN`. Padding and unknown words have such vectors: say 0 for them.',
    },
    {
      wrong: dot,
      say: 'That is the product alone. Long vectors, those of frequent words, would be near to everything: divide by both lengths.',
    },
    {
      wrong: (a, b) => (dot(a, b) === 0 ? 0 : dot(a, b) / length(a)),
      say: 'You divide by one length. Both have to go.',
    },
    {
      wrong: (a, b) => (dot(a, b) === 0 ? 0 : dot(a, b) / (dot(a, a) * dot(b, b))),
      say: 'You divide by the squares of the lengths. A length is the root of the sum of squares.',
    },
    {
      wrong: (a, b) => length(a.map((value, i) => value - b[i])),
      say: 'That is how far apart the two points are, and it grows with what is unlike. The cosine is 1 for the same direction.',
    },
  ],
});

/** What each word counts as company of another, by a weight for each distance. */
function companyOf(
  words: string[],
  word: string,
  weight: (distance: number) => number,
): Map<string, number> {
  const company = new Map<string, number>();
  words.forEach((one, i) => {
    if (one !== word) return;
    words.forEach((other, j) => {
      if (j !== i && weight(j - i) > 0) {
        company.set(other, (company.get(other) ?? 0) + weight(j - i));
      }
    });
  });
  return company;
}

const sentence = 'little dog near big dog'.split(' ');

/** Exercise 7.6: the company of a word. */
export const companyIn = codeExercise({
  exercise: '7.6',
  name: 'companyIn',
  right: (words: string[], word: string): Map<string, number> =>
    companyOf(words, word, (distance) => 1 / Math.abs(distance)),
  cases: [
    [sentence, 'near'],
    [sentence, 'dog'],
    [sentence, 'cat'],
  ],
  praise:
    'A row of the table above. Add up such rows over all captions, and the counts know which words keep the same company.',
  slips: [
    {
      wrong: (words, word) =>
        companyOf(words, word, (distance) => (distance > 0 ? 1 / distance : 0)),
      say: 'You only look to the right. What stands before a word is its company, too.',
    },
    {
      wrong: (words, word) => companyOf(words, word, () => 1),
      say: 'Every word of the caption counts 1, however far away it stands. At distance d it counts 1/d.',
    },
    {
      wrong: (words, word) => companyOf(words, word, Math.abs),
      say: 'The distance itself counts. Then the furthest word would be the closest company: take one over it.',
    },
    {
      wrong: (words, word) =>
        companyOf(words, word, (distance) => (Math.abs(distance) === 1 ? 1 : 0)),
      say: 'You count the next-door neighbours alone. The others count less, but they count.',
    },
    {
      wrong: (words, word) => companyOf(words, word, (distance) => 1 / (Math.abs(distance) + 1)),
      say: 'You count words in place of steps: next door is one step away, so it counts 1.',
    },
  ],
});
