import { judge, near } from '../data-understanding/index.js';
import type { ToldApart } from './sureness-of-strange.js';

export * from './code-exercises.js';

/** Exercise 15.1: real pictures have the log probabilities -0.2, -0.5 and -0.9, strange ones -0.4 and -1.0. The area? */
export function areaByHand(area: number): void {
  judge('Exercise 15.1', area, {
    correct: (answer) => near(answer, 4 / 6, 0.006),
    praise: 'Four of the six pairs: -0.2 beats both, -0.5 and -0.9 beat only -1.0.',
    hints: [
      { is: 4, say: 'So many pairs are won. Of how many?' },
      {
        is: 2 / 6,
        within: 0.006,
        say: 'That is the share of pairs that the strange pictures win.',
      },
      { is: 2 / 3, within: 0.02, say: 'Nearly. Give three digits.' },
      { is: 6, say: 'So many pairs there are. How many does the real picture win?' },
    ],
    otherwise:
      'Write down all six pairs of a real and a strange picture. In how many is the real one greater?',
  });
}

/** Exercise 15.2: in training 66 of 100 cooks are women, in what a model says 84 of 100. By how much is it amplified? */
export function amplifiedBy(amount: number): void {
  judge('Exercise 15.2', amount, {
    correct: (answer) => near(answer, 0.18),
    praise:
      'The share that was said, less the share that was learnt. Both are of the gender that training leans to.',
    hints: [
      { is: 18, say: 'In percent, yes. As a share, please.' },
      {
        is: 84 / 66,
        within: 0.006,
        say: 'That is how many times as large. The formula takes a difference.',
      },
      {
        is: 84 / 66 - 1,
        within: 0.006,
        say: 'That is by how much in proportion. The formula takes a difference of shares.',
      },
      { is: -0.18, say: 'The right size. What was learnt comes off what was said.' },
      { is: 0.34, say: 'That is how far it leans from one half. What was learnt leant already.' },
    ],
    otherwise: 'Two shares of women among cooks: one that was learnt, one that was said.',
  });
}

/** Exercise 15.3: of which kind of strange pictures is the model surest? */
export function surestKind(kind: string, rows: readonly ToldApart[]): void {
  const kinds = rows.filter((row) => row.kind !== 'all of them');
  const surest = kinds.reduce((a, b) =>
    b['probability a word'] > a['probability a word'] ? b : a,
  );
  const least = kinds.reduce((a, b) => (b['probability a word'] < a['probability a word'] ? b : a));
  judge('Exercise 15.3', kind.trim().toLowerCase(), {
    correct: (answer) => answer === surest.kind.toLowerCase(),
    praise: `${Math.round(100 * surest['probability a word'])} % a word, for pictures on which there is nothing of what it says.`,
    hints: [
      { is: least.kind.toLowerCase(), say: 'Of that it is the least sure.' },
      {
        when: (answer) => !kinds.some((row) => row.kind.toLowerCase() === answer),
        say: `There are ${kinds.map((row) => row.kind).join(', ')}.`,
      },
    ],
    otherwise: 'Look for the greatest probability a word.',
  });
}
