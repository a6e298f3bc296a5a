import { codeExercise } from '../data-understanding/index.js';
import { rankAmong, recallAt } from './ranks.js';

/** Exercise 14.4: the rank of the right picture. */
export const rankOf = codeExercise({
  exercise: '14.4',
  name: 'rankOf',
  right: (scores: number[], right: number): number => rankAmong(scores, right),
  cases: [
    [[-3, -1, -2, -9], 2],
    [[0.5, 0.1, 0.9], 2],
    [[5, 2, 2, 1, 0], 1],
  ],
  praise:
    'One more than there are greater scores, and among equals the middle of their places: nobody knows which of them is shown first.',
  slips: [
    {
      wrong: (scores, right) => rankAmong(scores, right) - 1,
      say: 'You count from 0. The picture that is found first has rank 1.',
    },
    {
      wrong: (scores, right) => 1 + scores.filter((one) => one > scores[right]).length,
      say: 'Equal scores share their places. With the best of these a search that gives every picture the same score would look perfect.',
    },
    {
      wrong: (scores, right) => scores.filter((one) => one >= scores[right]).length,
      say: 'Equal scores share their places. That is the last of these; take the middle one.',
    },
    {
      wrong: (scores, right) =>
        rankAmong(
          scores.map((one) => -one),
          right,
        ),
      say: 'You begin at the wrong end: the greatest score is found first.',
    },
  ],
});

/** Exercise 14.5: recall at a depth. */
export const recallAtDepth = codeExercise({
  exercise: '14.5',
  name: 'recallAtDepth',
  right: (ranks: number[], depth: number): number => recallAt(ranks, depth),
  cases: [
    [[1, 3, 12, 7, 1], 5],
    [[5, 6, 1, 2], 5],
    [[1, 2, 3, 4], 1],
  ],
  praise: 'A share of the queries. With one right picture a query it is found or it is not.',
  slips: [
    {
      wrong: (ranks, depth) => ranks.filter((rank) => rank <= depth).length,
      say: 'That is a count. A share can be compared with one of other queries.',
    },
    {
      wrong: (ranks, depth) => ranks.filter((rank) => rank < depth).length / ranks.length,
      say: 'Rank 5 is among the first five, too.',
    },
    {
      wrong: (ranks, depth) => (100 * ranks.filter((rank) => rank <= depth).length) / ranks.length,
      say: 'In percent, yes. As a share, please.',
    },
    {
      wrong: (ranks, depth) => ranks.filter((rank) => rank <= depth).length / depth,
      say: 'You divide by the depth. That is precision, of searches with several right pictures. Here: of how many queries?',
    },
  ],
});
