import { codeExercise } from '../data-understanding/index.js';

const ranked = (probabilities: number[], from: number) =>
  probabilities
    .map((probability, word) => ({ probability, word }))
    .slice(from)
    .sort((a, b) => b.probability - a.probability);

/** Exercise 9.8: a greedy step. */
export const nextWord = codeExercise({
  exercise: '9.8',
  name: 'nextWord',
  right: (probabilities: number[]): number => ranked(probabilities, 1)[0].word,
  cases: [[[0, 0.1, 0.6, 0.3]], [[0.5, 0.2, 0.1, 0.2]], [[0.1, 0.3, 0.3, 0.3]]],
  praise:
    'The first of the most probable, and never padding. Ask the model, do this, append the word, ask again: that is greedy search.',
  slips: [
    {
      wrong: (probabilities) => ranked(probabilities, 0)[0].word,
      say: 'Index 0 is padding. It is no word, so it must not be said, however probable.',
    },
    {
      wrong: (probabilities) => ranked(probabilities, 1)[0].probability,
      say: 'That is how probable the word is. Asked is which word: its index.',
    },
    {
      wrong: (probabilities) => ranked(probabilities, 1)[0].word - 1,
      say: 'One too low. If you leave out the first place, all others move up by one.',
    },
    {
      wrong: (probabilities) => {
        const [{ probability }] = ranked(probabilities, 1);
        return probabilities.lastIndexOf(probability);
      },
      say: 'Of equals you take the last, with >= where > should be. Any rule would do, but everybody must have the same one, or two programs say different captions.',
    },
  ],
});

interface Beam {
  words: number[];
  logProbability: number;
}

type Add = (so: number, next: number) => number;

/** Every beam with every word behind it, the best by a score first. */
function grown(beams: Beam[], next: number[][], add: Add, score: Add = add) {
  return beams
    .flatMap(({ words, logProbability }, i) =>
      next[i].map((one, word) => ({
        words: [...words, word],
        logProbability: add(logProbability, one),
        score: score(logProbability, one),
      })),
    )
    .sort((a, b) => b.score - a.score)
    .map(({ words, logProbability }): Beam => ({ words, logProbability }));
}

const plus: Add = (so, next) => so + next;

/** Exercise 9.9: a step of the beam. */
export const beamStep = codeExercise({
  exercise: '9.9',
  name: 'beamStep',
  right: (beams: Beam[], next: number[][], width: number): Beam[] =>
    grown(beams, next, plus).slice(0, width),
  cases: [
    [
      [
        { words: [5], logProbability: -0.5 },
        { words: [6], logProbability: -1 },
      ],
      [
        [-3, -2.5, -4],
        [-0.2, -3, -2.2],
      ],
      2,
    ],
    [
      [
        { words: [5], logProbability: -0.1 },
        { words: [6], logProbability: -3 },
      ],
      [
        [-1.5, -1, -1.2],
        [-0.1, -2, -3],
      ],
      3,
    ],
  ],
  praise:
    'All of them compete with all, and one beam may take every place. What is still missing: a caption that has said `endseq` is put aside.',
  slips: [
    {
      wrong: (beams, next, width) =>
        beams
          .flatMap((beam, i) => grown([beam], [next[i]], plus).slice(0, 1))
          .sort((a, b) => b.logProbability - a.logProbability)
          .slice(0, width),
      say: 'Each beam keeps its own best word, so that you do several greedy searches side by side. All their continuations compete for the places.',
    },
    {
      wrong: (beams, next, width) => grown(beams, next, plus, (_, one) => one).slice(0, width),
      say: 'You compare the last words alone. What counts is the whole caption: its log probability so far, and the new word.',
    },
    {
      wrong: (beams, next, width) => grown(beams, next, (_, one) => one).slice(0, width),
      say: 'What the beam had before is gone: add the log probability of the new word to that of the beam.',
    },
    {
      wrong: (beams, next, width) => grown(beams, next, (so, one) => so * one).slice(0, width),
      say: 'You multiply logarithms. Probabilities are multiplied; their logarithms are added.',
    },
    {
      wrong: (beams, next, width) => grown(beams, next, plus).reverse().slice(0, width),
      say: 'Those are the least probable. Log probabilities are below 0: the greatest is the one nearest to it.',
    },
    {
      wrong: (beams, next) => grown(beams, next, plus),
      say: 'You keep them all, and the beam grows with every word. Only `width` may stay.',
    },
  ],
});
