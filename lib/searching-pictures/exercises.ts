import { judge, near } from '../data-understanding/index.js';
import { type RecallRow, recallAt } from './ranks.js';

export * from './code-exercises.js';

/** The ranks that exercise 14.1 is about. */
export const RANKS = [1, 3, 12, 7, 1, 40, 5, 2, 9, 1];

/** Exercise 14.1: recall at 5 of ten queries whose pictures were found at `RANKS`. */
export function recallOfTen(recall: number): void {
  judge('Exercise 14.1', recall, {
    correct: (answer) => near(answer, recallAt(RANKS, 5)),
    praise: 'Six of the ten pictures are among the first five: 1, 3, 1, 5, 2 and 1.',
    hints: [
      { is: 6, say: 'So many queries, yes. Of how many?' },
      { is: 60, say: 'In percent, yes. As a share, please.' },
      {
        is: 0.5,
        say: 'Is the fifth picture among the first five?',
      },
      { is: 0.1, say: 'A share of the queries is asked for, not of a picture.' },
    ],
    otherwise: 'Count the ranks of 5 or less, and divide by the number of queries.',
  });
}

/** Exercise 14.2: does the order of the pictures change when log p(query) is taken off? Yes or no. */
export function orderChanges(answer: string): void {
  judge('Exercise 14.2', answer.trim().toLowerCase(), {
    correct: (text) => text.startsWith('n'),
    praise:
      'For one query it is one number, the same for every picture. It would matter the other way round: if captions were looked for by a picture.',
    otherwise:
      'For which pictures is log p(query) greater, for which less? What does it depend on?',
  });
}

/** Exercise 14.3: how far does the best search of a table stand above lot, at 10? */
export function timesLot(times: number, rows: readonly RecallRow[]): void {
  const [lot, ...others] = rows.map((row) => row['recall@10']);
  const best = Math.max(...others);
  judge('Exercise 14.3', times, {
    correct: (answer) => near(answer, best / lot, 0.02),
    praise: 'Recall alone says little: among twenty pictures, half of all queries succeed by lot.',
    hints: [
      { is: best, within: 0.01, say: 'That is its recall. How much is it by lot?' },
      { is: best - lot, within: 0.01, say: 'That is a difference. How many times is asked for.' },
      { is: lot / best, within: 0.001, say: 'The other way round.' },
    ],
    otherwise: 'Divide the greatest recall@10 of the table by the one in its first row.',
  });
}
