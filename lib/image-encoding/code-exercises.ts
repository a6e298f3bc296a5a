import { codeExercise } from '../data-understanding/index.js';
import { preprocess } from './pixels.js';

/** Exercise 4.6: scale pixels. */
export const forNetwork = codeExercise({
  exercise: '4.6',
  name: 'forNetwork',
  right: (pixels: number[]): number[] =>
    Array.from(
      preprocess({ width: pixels.length, height: 1, pixels: Uint8Array.from(pixels) }),
      (value) => Number(value.toFixed(6)),
    ),
  cases: [[[0, 51, 255]], [[127, 128]], [[]]],
  praise:
    'Black is -1, white is 1, and grey lies near 0, as the encoder learnt it. A list of any length is treated alike.',
  slips: [
    {
      wrong: (pixels) => pixels.map((value) => value / 255),
      say: 'That is a scale from 0 to 1. Nothing goes wrong aloud, but this encoder has learnt from numbers that go from -1 to 1.',
    },
    {
      wrong: (pixels) => pixels.map((value) => value / 127.5),
      say: 'That goes from 0 to 2. Take 1 away, so that grey lies in the middle.',
    },
    {
      wrong: (pixels) => pixels.map((value) => value - 127.5),
      say: 'The middle is right, the size is not: that goes from -127.5 to 127.5.',
    },
    {
      wrong: (pixels) => pixels.map((value) => (value - 128) / 128),
      say: 'Nearly. White comes to less than 1: there are 256 values, and their middle is 127.5.',
    },
    {
      wrong: (pixels) => {
        const most = Math.max(...pixels);
        return pixels.map((value) => (2 * value) / most - 1);
      },
      say: 'You scale by the brightest pixel of this picture. Then a dark picture and a bright one look alike to the network.',
    },
  ],
});

const columns = (cells: number[][]) => (cells[0] ?? []).map((_, i) => cells.map((cell) => cell[i]));
const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

/** Exercise 4.7: average over places. */
export const featureOf = codeExercise({
  exercise: '4.7',
  name: 'featureOf',
  right: (cells: number[][]): number[] =>
    columns(cells).map((values) => sum(values) / values.length),
  cases: [
    [
      [
        [1, 0],
        [3, 0],
        [2, 6],
      ],
    ],
    [
      [
        [1, 2],
        [5, 2],
      ],
    ],
  ],
  praise:
    'A number for each channel, and no trace of the places: put the cells in any other order, and the feature is the same.',
  slips: [
    {
      wrong: (cells) => columns(cells).map(sum),
      say: 'Those are sums. A picture with more cells would get a larger feature: divide by the number of cells.',
    },
    {
      wrong: (cells) => columns(cells).map((values) => Math.max(...values)),
      say: 'You take the strongest answer of each channel. That is pooling too, but by the maximum; here it is the mean.',
    },
    {
      wrong: (cells) => cells.map((cell) => sum(cell) / cell.length),
      say: 'That is a number for each place: the mean over its channels. Wanted is a number for each channel, the mean over the places.',
    },
    {
      wrong: (cells) => columns(cells).map((values) => sum(values) / values.filter(Boolean).length),
      say: 'Cells that say 0 have not been counted. Nothing seen is an answer, too.',
    },
  ],
});
