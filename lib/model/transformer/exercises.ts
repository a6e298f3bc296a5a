import { judge, near } from '../../data-understanding/index.js';

export * from './code-exercises.js';

/** Exercise 12.1: how many looks has a caption of 8 words behind the mask, markers counted? */
export function looksBehindMask(looks: number): void {
  judge('Exercise 12.1', looks, {
    correct: (answer) => answer === 36,
    praise: '1 + 2 + … + 8. The mask leaves a triangle, a little more than half of the square.',
    hints: [
      { is: 64, say: 'That is the whole square: without the mask.' },
      { is: 28, say: 'Nearly. Each word may look at itself, too.' },
      { is: 8, say: 'That is how many words look. How many words does each of them see?' },
    ],
    otherwise: 'The first word sees one word, the second two. Add them up.',
  });
}

/** Exercise 12.2: the question (2, 0) meets the keys (1, 0) and (0, 1): which share has the first? */
export function shareOfFirst(share: number): void {
  const exact = 1 / (1 + Math.exp(-Math.SQRT2));
  judge('Exercise 12.2', share, {
    correct: (answer) => near(answer, exact, 0.003),
    praise: 'Scores of 2 / √2 and 0; e to their power, and the first divided by the sum.',
    hints: [
      {
        is: 1 / (1 + Math.exp(-2)),
        within: 0.003,
        say: 'Without the root: divide the scores by √2 first, for the key has two numbers.',
      },
      { is: Math.SQRT2, within: 0.003, say: 'That is the score. The softmax is still to come.' },
      { is: 1, say: 'The second score is 0, but e to the power of 0 is not.' },
    ],
    otherwise: 'Multiply the question with each key, divide by √2, then take the softmax of both.',
  });
}

/** Exercise 12.3: how many numbers have the matrices of a self-attention 64 wide with 4 heads, biases left out? */
export function numbersOfSelfAttention(numbers: number): void {
  judge('Exercise 12.3', numbers, {
    correct: (answer) => answer === 4 * 64 * 64,
    praise: 'Four matrices of 64 × 64, however many heads: heads part the width, they add nothing.',
    hints: [
      {
        is: 3 * 64 * 64,
        say: 'Questions, keys and values. What the heads saw is mixed by a fourth.',
      },
      {
        is: 4 * 4 * 64 * 64,
        say: 'The heads share the width: each has 16 of the 64 columns.',
      },
      { is: 64 * 64, say: 'That is one of the matrices.' },
    ],
    otherwise: 'One matrix each for questions, keys and values, and one behind the heads.',
  });
}
