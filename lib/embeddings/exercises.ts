import { judge, near } from '../data-understanding/exercise.js';
import type { Vocabulary } from '../vocabulary/index.js';
import { wordSimilarity } from './neighbours.js';
import { pairWeight } from './train-glove.js';
import type { EmbeddingMatrix } from './types.js';

export * from './code-exercises.js';

/** Exercise 7.1: how much does the pair black and sat count in "black cat sat on grass"? */
export function meetingOf(count: number): void {
  judge('Exercise 7.1', count, {
    correct: (answer) => near(answer, 0.5),
    praise: 'Two steps apart, so one half. Neighbours next door count twice as much.',
    hints: [
      { is: 1, say: 'That is what black and cat count. Sat is farther.' },
      { is: 2, say: 'The distance is right. The farther, the less it counts.' },
      {
        is: 1 / 3,
        within: 0.01,
        say: 'How many steps is it from black to sat? Count the steps, not the words.',
      },
    ],
    otherwise: 'A meeting at distance d counts 1/d.',
  });
}

/** Exercise 7.2: what does a pair weigh that was counted 1, when 10 weighs fully? */
export function weightOfOne(weight: number): void {
  judge('Exercise 7.2', weight, {
    correct: (answer) => near(answer, pairWeight(1, 10), 0.0006),
    praise:
      'A tenth of the count, but more than a tenth of the weight: the exponent lifts the rare.',
    hints: [
      { is: 0.1, within: 0.0005, say: 'That is x / xMax. There is an exponent, too.' },
      {
        is: 10 ** 0.75,
        within: 0.01,
        say: 'No pair weighs more than 1. Which of the two numbers is divided by which?',
      },
      { is: 0.075, within: 0.001, say: 'Raise to the power of 0.75; you have multiplied by it.' },
      { is: 1, say: 'Only pairs counted 10 times or more weigh 1.' },
    ],
    otherwise: '(x / xMax) to the power of 0.75, with x = 1 and xMax = 10.',
  });
}

/** Exercise 7.3: how many numbers does the embedding matrix hold? */
export function matrixNumbers(numbers: number, { rows, width }: EmbeddingMatrix): void {
  judge('Exercise 7.3', numbers, {
    correct: (answer) => answer === rows.length,
    praise: 'None of them will be trained: they are frozen.',
    hints: [
      {
        is: rows.length - width,
        say: 'One row is missing: index 0 has one as well, though no word.',
      },
      { is: rows.length / width, say: 'So many rows. How many numbers are in each?' },
    ],
    otherwise: 'A row an index, padding among them, times the numbers in a row.',
  });
}

const nearEnough = 0.7;

function describePair(pair: string[], matrix: EmbeddingMatrix, vocabulary: Vocabulary) {
  const [a, b] = pair.map((word) => word.trim());
  const unknown = [a, b].filter((word) => !vocabulary.indexOf.has(word));
  const similarity = unknown.length > 0 ? 0 : wordSimilarity(a, b, matrix, vocabulary);
  return { a, b, unknown, similarity };
}

/** Exercise 7.4: which two words are near each other and still must not be exchanged? */
export function nearButDifferent(
  pair: string[],
  matrix: EmbeddingMatrix,
  vocabulary: Vocabulary,
): void {
  const blank = pair.length < 2 || pair.some((word) => word.trim() === '');
  const { a, b, unknown, similarity } = blank
    ? { a: '', b: '', unknown: [], similarity: 0 }
    : describePair(pair, matrix, vocabulary);
  judge('Exercise 7.4', blank ? '' : `${a} ${b}`, {
    correct: () => unknown.length === 0 && a !== b && similarity >= nearEnough,
    praise: `${similarity.toFixed(2)}. To the vectors "${a}" and "${b}" are almost one thing. If you would mind to see them swapped in a caption, you have found what frozen vectors cannot tell the model.`,
    hints: [
      { when: () => unknown.length > 0, say: `The vocabulary has no "${unknown.join('", "')}".` },
      { when: () => a === b, say: 'Every word is near itself. Take two.' },
      {
        when: () => [a, b].some((word) => matrix.missing.includes(word)),
        say: 'One of them has no vector: to the model it is near nothing at all.',
      },
    ],
    otherwise: `Their cosine is ${similarity.toFixed(2)}. Look for a pair with ${nearEnough} or more: colours, places, opposites.`,
  });
}
