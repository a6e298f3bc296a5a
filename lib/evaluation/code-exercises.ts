import { codeExercise } from '../data-understanding/index.js';
import { closestLength } from './bleu.js';

const piecesOf = (words: string[], n: number) =>
  words.slice(0, Math.max(0, words.length - n + 1)).map((_, i) => words.slice(i, i + n).join(' '));

const countOf = (all: string[], one: string) => all.filter((other) => other === one).length;

/** How many of the candidate's pieces count, with what each may count at most, over all of its pieces. */
function precision(
  candidate: string[],
  n: number,
  most: (piece: string, said: number) => number,
): number {
  const pieces = piecesOf(candidate, n);
  const counted = [...new Set(pieces)].reduce(
    (sum, piece) => sum + most(piece, countOf(pieces, piece)),
    0,
  );
  return counted / pieces.length;
}

const the = 'the the the cat'.split(' ');
const mat = 'the cat sat on the mat'.split(' ');
const there = 'there is a cat on the mat'.split(' ');

/** Exercise 10.8: the clipped precision of n-grams. */
export const precisionOf = codeExercise({
  exercise: '10.8',
  name: 'precisionOf',
  right: (candidate: string[], references: string[][], n: number): number =>
    precision(candidate, n, (piece, said) =>
      Math.min(said, Math.max(...references.map((one) => countOf(piecesOf(one, n), piece)))),
    ),
  cases: [
    [the, [mat], 1],
    [the, [there, mat], 1],
    ['the mat sat on the cat'.split(' '), [mat, there], 2],
    [['dog', 'runs'], [mat], 2],
  ],
  praise:
    'Clipped by the one reference that has most of a piece. Four of these and the brevity penalty are a BLEU-4.',
  slips: [
    {
      wrong: (candidate, references, n) =>
        precision(candidate, n, (piece, said) =>
          Math.min(said, countOf(piecesOf(references[0], n), piece)),
        ),
      say: 'You compare with the first reference alone. A piece may come from any of them.',
    },
    {
      wrong: (candidate, references, n) =>
        precision(candidate, n, (piece, said) =>
          Math.min(
            said,
            references.reduce((sum, one) => sum + countOf(piecesOf(one, n), piece), 0),
          ),
        ),
      say: 'You add up what the references have. A piece counts as often as the one reference has it that has it most.',
    },
    {
      wrong: (candidate, references, n) =>
        precision(candidate, n, (piece, said) =>
          references.some((one) => piecesOf(one, n).includes(piece)) ? said : 0,
        ),
      say: 'Nothing is clipped: whoever repeats a right word a hundred times would be right a hundred times.',
    },
    {
      wrong: (candidate, references, n) =>
        precision(candidate, n, (piece) =>
          references.some((one) => piecesOf(one, n).includes(piece)) ? 1 : 0,
        ),
      say: 'A piece that the reference has twice may count twice. You count each piece once.',
    },
    {
      wrong: (candidate, references) =>
        precision(candidate, 1, (piece, said) =>
          Math.min(said, Math.max(...references.map((one) => countOf(one, piece)))),
        ),
      say: 'Single words, whatever `n` is. A piece is `n` words that stand side by side.',
    },
    {
      wrong: (candidate, references, n) => {
        const most = (piece: string, said: number) =>
          Math.min(said, Math.max(...references.map((one) => countOf(piecesOf(one, n), piece))));
        const pieces = piecesOf(candidate, n).length;
        return (precision(candidate, n, most) * pieces) / piecesOf(references[0], n).length;
      },
      say: 'You divide by the pieces of the reference: that is recall. Precision divides by the pieces of the candidate.',
    },
  ],
});

const penalty = (length: number, wanted: number) =>
  length >= wanted ? 1 : Math.exp(1 - wanted / length);

/** Exercise 10.9: the brevity penalty. */
export const penaltyOf = codeExercise({
  exercise: '10.9',
  name: 'penaltyOf',
  right: (length: number, references: number[]): number =>
    penalty(length, closestLength(length, references)),
  cases: [
    [7, [11, 8]],
    [12, [8, 11]],
    [7, [9, 5]],
    [10, [4, 11]],
  ],
  praise:
    "Short captions pay, long ones don't: they pay in precision. Of two lengths as near, the shorter is taken, in your favour.",
  slips: [
    {
      wrong: (length, references) => Math.exp(1 - closestLength(length, references) / length),
      say: 'A caption that is longer than its references gets more than 1, a reward. It gets 1.',
    },
    {
      wrong: (length, references) =>
        penalty(
          length,
          [...references]
            .sort((a, b) => b - a)
            .reduce((best, one) => (Math.abs(one - length) < Math.abs(best - length) ? one : best)),
        ),
      say: 'Two references are as near, one longer and one shorter. The shorter counts.',
    },
    {
      wrong: (length, references) => penalty(length, Math.max(...references)),
      say: 'You compare with the longest reference. The one nearest in length counts.',
    },
    {
      wrong: (length, references) => penalty(length, Math.min(...references)),
      say: 'You compare with the shortest reference. The one nearest in length counts.',
    },
    {
      wrong: (length, references) => Math.min(1, length / closestLength(length, references)),
      say: 'That is the bare ratio. (2) has an exponential: a caption of half the length keeps e to the power of -1, which is 0.37.',
    },
    {
      wrong: (length, references) =>
        penalty(length, references.reduce((sum, one) => sum + one, 0) / references.length),
      say: 'You compare with the mean length. The one reference nearest in length counts.',
    },
  ],
});
