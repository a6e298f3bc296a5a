import { codeExercise } from '../data-understanding/index.js';

const rangeOf = (weights: number[]): [number, number] => [
  Math.min(...weights),
  Math.max(...weights),
];

/** Each weight as a place between the smallest and the largest, in so many steps. */
const placesOf = (weights: number[], steps: number, [least, most] = rangeOf(weights)) =>
  weights.map((weight) => (most === least ? 0 : ((weight - least) / (most - least)) * steps));

/** Exercise 13.6: weights become levels. */
export const levelsOf = codeExercise({
  exercise: '13.6',
  name: 'levelsOf',
  right: (weights: number[], bits: number): number[] =>
    placesOf(weights, 2 ** bits - 1).map(Math.round),
  cases: [
    [[-1, 0.3, 1], 8],
    [[0, 1, 2, 3.4, 5], 2],
    [[0.5, 0.5], 8],
  ],
  praise:
    'Whole numbers from 0 to 2 to the power of `bits`, less one. Weights that are all the same are level 0; their value is the smallest one.',
  slips: [
    {
      wrong: (weights, bits) => {
        const [least, most] = rangeOf(weights);
        return weights.map((one) => Math.round(((one - least) / (most - least)) * (2 ** bits - 1)));
      },
      say: 'Where all weights are the same you divide 0 by 0. Such tensors exist: a bias that has not been trained.',
    },
    {
      wrong: (weights, bits) => placesOf(weights, 2 ** bits - 1).map(Math.floor),
      say: 'You cut off in place of rounding. So a weight goes to the level below it, and is up to twice as wrong as it need be.',
    },
    {
      wrong: (weights, bits) => placesOf(weights, 2 ** bits).map(Math.round),
      say: 'The largest weight gets the level 2 to the power of `bits`, which does not fit. So many levels have one gap less.',
    },
    {
      wrong: (weights, bits) => placesOf(weights, 2 ** bits - 1),
      say: 'Those are places between levels. A level is a whole number: round.',
    },
    {
      wrong: (weights, bits) => {
        const [least, most] = rangeOf(weights);
        return weights.map((one) =>
          most === least ? 0 : Math.round((one / (most - least)) * (2 ** bits - 1)),
        );
      },
      say: 'The smallest weight is not level 0. Take it away before you divide.',
    },
    {
      wrong: (weights, bits) => placesOf(weights, bits).map(Math.round),
      say: 'You make as many steps as there are bits. With `bits` bits one can write 2 to the power of `bits` numbers.',
    },
  ],
});

/** Exercise 13.7: levels become weights again. */
export const weightsOf = codeExercise({
  exercise: '13.7',
  name: 'weightsOf',
  right: (levels: number[], least: number, most: number, bits: number): number[] =>
    levels.map((level) => least + (level * (most - least)) / (2 ** bits - 1)),
  cases: [
    [[0, 1, 2, 3], -1, 2, 2],
    [[0, 255], 0.5, 1, 8],
  ],
  praise:
    "The smallest and the largest weight come back exactly, the others as their nearest level. This is what a visitor's browser does before it can compute.",
  slips: [
    {
      wrong: (levels, least, most, bits) =>
        levels.map((level) => least + (level * (most - least)) / 2 ** bits),
      say: 'The largest weight does not come back. Between 2 to the power of `bits` levels there is one gap less.',
    },
    {
      wrong: (levels, least, most, bits) =>
        levels.map((level) => (level * (most - least)) / (2 ** bits - 1)),
      say: 'Everything begins at 0: add the smallest weight again.',
    },
    {
      wrong: (levels, least, most, bits) =>
        levels.map((level) => least + (level * most) / (2 ** bits - 1)),
      say: 'The step is too large: from the smallest to the largest weight it is `most - least`.',
    },
    {
      wrong: (levels, least, most) => levels.map((level) => least + level * (most - least)),
      say: 'You take a level for a share of the range. Divide by the number of gaps.',
    },
  ],
});
