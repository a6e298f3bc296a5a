import { codeExercise } from '../../data-understanding/index.js';
import { softmaxOf } from './look-by-hand.js';

const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

/** Exercise 11.4: shares of scores. */
export const sharesOf = codeExercise({
  exercise: '11.4',
  name: 'sharesOf',
  right: (scores: number[]): number[] => softmaxOf(scores),
  cases: [[[2, 0]], [[0, 0, 0, 0]], [[-1, 1, 3]], [[1000, 999]]],
  praise:
    'Together always 1: a look must spend its whole share, even where there is nothing to see.',
  slips: [
    {
      wrong: (scores) => {
        const powers = scores.map(Math.exp);
        return powers.map((power) => power / sum(powers));
      },
      say: 'Right, but for large scores: exp(1000) is more than a number can hold. Take the greatest score away from all of them first; no share changes.',
    },
    {
      wrong: (scores) => scores.map((score) => score / sum(scores)),
      say: 'You divide the scores themselves. A score below 0 would get a share below 0, and scores of 0 get none at all: take powers of e first.',
    },
    {
      wrong: (scores) => {
        const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
        return powers;
      },
      say: 'Those are the powers. Divide each by the sum of all, so that the shares make 1.',
    },
    {
      wrong: (scores) => {
        const best = scores.indexOf(Math.max(...scores));
        return scores.map((_, i) => (i === best ? 1 : 0));
      },
      say: 'You choose one cell and leave nothing to the others. From such a choice nobody can learn which cell would have been better: it has no slope.',
    },
  ],
});

const mean = (values: number[]) => sum(values) / values.length;

/** Exercise 11.5: what is seen. */
export const seenBy = codeExercise({
  exercise: '11.5',
  name: 'seenBy',
  right: (shares: number[], cells: number[][]): number[] =>
    cells[0].map((_, i) => sum(cells.map((cell, place) => shares[place] * cell[i]))),
  cases: [
    [
      [0.5, 0.25, 0.25],
      [
        [4, 0],
        [0, 8],
        [0, 0],
      ],
    ],
    [
      [1, 0],
      [
        [1, 2],
        [3, 4],
      ],
    ],
  ],
  praise: 'A weighted mean, and nothing more. With equal shares it is the feature of notebook 04.',
  slips: [
    {
      wrong: (_, cells) => cells[0].map((__, i) => mean(cells.map((cell) => cell[i]))),
      say: 'That is the plain mean, as if every cell had the same share. Multiply each cell by its own.',
    },
    {
      wrong: (shares, cells) => cells[shares.indexOf(Math.max(...shares))],
      say: 'You take the cell with the greatest share alone. The others are seen too, by their shares.',
    },
    {
      wrong: (shares, cells) => cells.map((cell, place) => shares[place] * sum(cell)),
      say: 'That is a number for each cell. What is seen is as wide as one cell: add up over the cells.',
    },
    {
      wrong: (shares, cells) =>
        cells[0].map((_, i) => mean(cells.map((cell, place) => shares[place] * cell[i]))),
      say: 'You divide by the number of cells at the end. The shares make 1 already.',
    },
  ],
});
