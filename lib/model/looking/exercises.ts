import { judge, near } from '../../data-understanding/index.js';

export * from './code-exercises.js';

/** Exercise 11.1: two scores are 2 and 0. What share has the first? */
export function shareOfTwo(share: number): void {
  judge('Exercise 11.1', share, {
    correct: (answer) => near(answer, 1 / (1 + Math.exp(-2)), 0.006),
    praise: 'Only the difference counts: scores of 102 and 100 give the same shares.',
    hints: [
      { is: 1, say: 'A softmax leaves something to every cell, however little.' },
      {
        when: (answer) => near(answer, 1 - 1 / (1 + Math.exp(-2)), 0.006),
        say: 'That is the share of the second.',
      },
      {
        when: (answer) => near(answer, Math.exp(2), 0.1),
        say: 'That is its power of e. Divide it by the sum of both.',
      },
    ],
    otherwise: 'Take the power of e of each, and divide the first by the sum. The power of 0 is 1.',
  });
}

/** Exercise 11.2: a map has 100 cells. What is the share of each, when the query is nothing but zeros? */
export function shareOfNoQuestion(share: number): void {
  judge('Exercise 11.2', share, {
    correct: (answer) => near(answer, 0.01, 0.00005),
    praise:
      'All scores are 0, so all shares are alike: what is seen is the mean of the map. That is the vector of notebook 04.',
    hints: [
      { is: 0, say: 'All scores are 0. The shares still add up to 1.' },
      { is: 1, say: 'That is what all cells have together.' },
    ],
    otherwise:
      'Which score has a cell, when the query is zeros? And what does the softmax make of equal scores?',
  });
}

/** Exercise 11.3: a picture of 20 x 20 cells in place of 10 x 10: how many times as many scores has a caption? */
export function scoresOfFinerMap(times: number): void {
  judge('Exercise 11.3', times, {
    correct: (answer) => answer === 4,
    praise: 'A score for every word and every cell. That is why maps are kept coarse.',
    hints: [
      { is: 2, say: 'Twice as many rows, and twice as many columns.' },
      { is: 16, say: 'Words look at cells here, not cells at cells. Then it would be 16.' },
      { is: 400, say: 'So many cells. How many times as many as before?' },
    ],
    otherwise: 'Every word has a score for every cell. How many cells are there, before and after?',
  });
}
