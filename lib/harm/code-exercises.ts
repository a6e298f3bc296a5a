import { codeExercise } from '../data-understanding/index.js';
import type { Company } from './amplification.js';
import { rocArea } from './roc.js';

/** How many pairs each side wins, and how many there are. */
function pairsOf(real: number[], strange: number[]) {
  const pairs = real.flatMap((a) => strange.map((b) => Math.sign(a - b)));
  const count = (sign: number) => pairs.filter((one) => one === sign).length;
  return { won: count(1), equal: count(0), lost: count(-1), all: pairs.length };
}

/** Exercise 15.4: the area under the ROC curve. */
export const areaOf = codeExercise({
  exercise: '15.4',
  name: 'areaOf',
  right: (real: number[], strange: number[]): number => rocArea(real, strange),
  cases: [
    [
      [-0.2, -0.5, -0.9],
      [-0.4, -1],
    ],
    [
      [1, 2],
      [2, 0, 3],
    ],
    [[0.5], [0.5, 0.5]],
  ],
  praise:
    'The share of pairs that the real picture wins, a draw counted by half. No threshold had to be chosen for it.',
  slips: [
    {
      wrong: (real, strange) => {
        const { won, all } = pairsOf(real, strange);
        return won / all;
      },
      say: 'A draw counts by half. Without that a model that is equally sure of everything would get 0, and it is a coin.',
    },
    {
      wrong: (real, strange) => {
        const { won, equal, all } = pairsOf(real, strange);
        return (won + equal) / all;
      },
      say: 'A draw counts by half. As a whole win, a model that is equally sure of everything would look perfect.',
    },
    {
      wrong: (real, strange) => 1 - rocArea(real, strange),
      say: 'That is the share that the strange pictures win.',
    },
    {
      wrong: (real, strange) => {
        const { won, equal } = pairsOf(real, strange);
        return won + equal / 2;
      },
      say: 'So many pairs are won. Of how many?',
    },
  ],
});

const shareOfWomen = ({ man, woman }: Company) => woman / (man + woman);

/** By how much what was said leans further than what was learnt, towards whom that leant. */
function leansFurther(learnt: Company, said: Company): number {
  const further = shareOfWomen(said) - shareOfWomen(learnt);
  return learnt.woman > learnt.man ? further : -further;
}

/** Exercise 15.5: bias amplification of one thing. */
export const amplifiedFor = codeExercise({
  exercise: '15.5',
  name: 'amplifiedFor',
  right: (learnt: { man: number; woman: number }, said: { man: number; woman: number }): number =>
    leansFurther(learnt, said),
  cases: [
    [
      { man: 25, woman: 75 },
      { man: 1, woman: 9 },
    ],
    [
      { man: 6, woman: 2 },
      { man: 10, woman: 0 },
    ],
    [
      { man: 3, woman: 1 },
      { man: 1, woman: 1 },
    ],
  ],
  praise:
    'A difference of shares, of the gender that training leans to. Below 0 the model leans less than its training did.',
  slips: [
    {
      wrong: (learnt, said) => shareOfWomen(said) - shareOfWomen(learnt),
      say: 'That is always about women. Of which gender did training speak more often here?',
    },
    {
      wrong: (learnt, said) => -leansFurther(learnt, said),
      say: 'The right size. What was learnt comes off what was said.',
    },
    {
      wrong: (learnt, said) =>
        learnt.woman > learnt.man ? said.woman - learnt.woman : said.man - learnt.man,
      say: 'Those are counts. A model says fewer captions than people wrote: take shares.',
    },
    {
      wrong: (learnt, said) => {
        const learntShare = shareOfWomen(learnt);
        return learnt.woman > learnt.man
          ? shareOfWomen(said) / learntShare
          : (1 - shareOfWomen(said)) / (1 - learntShare);
      },
      say: 'That is how many times as large. The formula takes a difference.',
    },
  ],
});
