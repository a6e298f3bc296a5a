import { createRandom, type Random, tf } from '../../engine/index.js';
import { lookByHand } from './look-by-hand.js';

/** What can lie in a cell of the toy's grids, and what is asked for. */
export const TOY_THINGS = ['cat', 'ball', 'tree', 'house'] as const;
/** The colours that things have. */
const TOY_COLOURS = ['red', 'green', 'blue'] as const;

const CELLS = 9;
const WIDTH = TOY_THINGS.length + TOY_COLOURS.length;
const UNITS = 4;

/** A grid of 3 x 3 with every thing once: in each cell a thing's number and a colour's, or nothing. */
export interface ToyGrid {
  things: (number | undefined)[];
  colours: (number | undefined)[];
}

/** What it learnt, as matrices: a query for each thing's name, a key for each number of a cell. */
export interface LearntLook {
  /** `[things, units]` */
  queries: number[][];
  /** `[numbers of a cell, units]` */
  keys: number[][];
  /** The loss after each step. */
  losses: number[];
}

/** Draws a grid: four cells with a thing each, in colours by lot; the others are empty. */
export function drawGrid(random: Random): ToyGrid {
  const places = Array.from({ length: CELLS }, (_, cell) => ({ cell, lot: random.uniform() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ cell }) => cell);
  const grid: ToyGrid = {
    things: Array(CELLS).fill(undefined),
    colours: Array(CELLS).fill(undefined),
  };
  TOY_THINGS.forEach((_, thing) => {
    grid.things[places[thing]] = thing;
    grid.colours[places[thing]] = Math.floor(random.uniform() * TOY_COLOURS.length);
  });
  return grid;
}

const hot = (length: number, at?: number) => Array.from({ length }, (_, i) => (i === at ? 1 : 0));

/** A grid's cells as vectors: which thing lies there, and which colour it has, `[cells, numbers]`. */
const cellsOf = ({ things, colours }: ToyGrid): number[][] =>
  things.map((thing, i) => [
    ...hot(TOY_THINGS.length, thing),
    ...hot(TOY_COLOURS.length, colours[i]),
  ]);

/** The part of a cell that is its value: its colour, `[cells, colours]`. */
const valuesOf = (grid: ToyGrid) => cellsOf(grid).map((cell) => cell.slice(TOY_THINGS.length));

function drawn(rows: number, random: Random): tf.Variable<tf.Rank.R2> {
  const numbers = Array.from({ length: rows * UNITS }, () => random.uniform() - 0.5);
  return tf.tidy(() => tf.variable(tf.tensor2d(numbers, [rows, UNITS])));
}

/** A batch: grids' cells `[batch, cells, numbers]`, what is asked `[batch, things]`, its colour `[batch, colours]`. */
function lessonOf(random: Random, batch: number) {
  const grids = Array.from({ length: batch }, () => drawGrid(random));
  const asked = grids.map(() => Math.floor(random.uniform() * TOY_THINGS.length));
  const colours = grids.map(({ things, colours }, i) => colours[things.indexOf(asked[i])]);
  return {
    cells: tf.tensor3d(grids.map(cellsOf)),
    asked: tf.tensor2d(asked.map((thing) => hot(TOY_THINGS.length, thing))),
    answers: tf.tensor2d(colours.map((colour) => hot(TOY_COLOURS.length, colour))),
  };
}

/**
 * Learns where to look: it is told a thing's name and a grid, and must say the thing's colour. Nobody tells it where the
 * thing lies. What it says is the mean of the cells' colours, by its look.
 */
export function learnToLook({ steps = 300, batch = 32, seed = 1 } = {}): LearntLook {
  const random = createRandom(`learn to look ${seed}`);
  const [queries, keys] = [drawn(TOY_THINGS.length, random), drawn(WIDTH, random)];
  const adam = tf.train.adam(0.05);
  const losses: number[] = [];
  const step = () => {
    const { cells, asked, answers } = lessonOf(random, batch);
    const query = tf.matMul(asked, queries).expandDims<tf.Tensor3D>(1); // [batch, 1, units]
    const key = tf
      .matMul(cells.reshape<tf.Tensor2D>([batch * CELLS, WIDTH]), keys)
      .reshape<tf.Tensor3D>([batch, CELLS, UNITS]);
    const scores = tf.matMul(query, key, false, true).div(Math.sqrt(UNITS)); // [batch, 1, cells]
    const values = cells.slice([0, 0, TOY_THINGS.length]); // [batch, cells, colours]
    const seen = tf.matMul(scores.softmax(), values).squeeze([1]); // [batch, colours]
    const right = seen.mul(answers).sum(1).add(1e-6);
    return right.log().neg().mean() as tf.Scalar;
  };
  for (let i = 0; i < steps; i++) {
    const loss = adam.minimize(step, true, [queries, keys]);
    losses.push(loss?.dataSync()[0] ?? Number.NaN);
    loss?.dispose();
  }
  const learnt = {
    queries: queries.arraySync() as number[][],
    keys: keys.arraySync() as number[][],
    losses,
  };
  for (const variable of [queries, keys]) variable.dispose();
  adam.dispose();
  return learnt;
}

const times = (vector: number[], matrix: number[][]) =>
  matrix[0].map((_, unit) => vector.reduce((sum, value, i) => sum + value * matrix[i][unit], 0));

/** How it looks at a grid when it is asked for a thing. */
export function lookFor({ queries, keys }: LearntLook, thing: number, grid: ToyGrid) {
  const cells = cellsOf(grid).map((cell) => times(cell, keys));
  return lookByHand(queries[thing], cells, valuesOf(grid));
}

/** The score of every number of a cell for every thing that is asked: a row for each thing. */
export const scoresByName = ({ queries, keys }: LearntLook) =>
  queries.map((query, i) => {
    const { scores } = lookByHand(query, keys, keys);
    const names = [...TOY_THINGS, ...TOY_COLOURS];
    return {
      'asked for': TOY_THINGS[i],
      ...Object.fromEntries(names.map((name, n) => [name, scores[n]])),
    };
  });

/** The share of fresh grids of which the colour with the greatest share is the right one. */
export function toyAccuracy(learnt: LearntLook, grids = 300): number {
  const random = createRandom('fresh grids');
  const right = Array.from({ length: grids }, (_, i) => {
    const grid = drawGrid(random);
    const thing = i % TOY_THINGS.length;
    const { seen } = lookFor(learnt, thing, grid);
    return seen.indexOf(Math.max(...seen)) === grid.colours[grid.things.indexOf(thing)];
  });
  return right.filter(Boolean).length / grids;
}

/** A grid as a table of three rows: what lies where. */
export const gridRows = ({ things, colours }: ToyGrid) =>
  [0, 3, 6].map((start) =>
    Object.fromEntries(
      ['left', 'middle', 'right'].map((name, i) => {
        const [thing, colour] = [things[start + i], colours[start + i]];
        return [
          name,
          thing === undefined ? '·' : `${TOY_COLOURS[colour ?? 0]} ${TOY_THINGS[thing]}`,
        ];
      }),
    ),
  );

/** Nine numbers as a table of three rows. */
export const rowsOfNine = (numbers: readonly number[]) =>
  [0, 3, 6].map((start) => ({
    left: numbers[start],
    middle: numbers[start + 1],
    right: numbers[start + 2],
  }));
