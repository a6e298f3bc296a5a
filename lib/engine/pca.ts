import { createRandom } from './random.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** The directions in which rows differ most, and where each row lies along them. */
export interface PrincipalComponents {
  /** Each row's place along the directions, `[rows][dimensions]`, counted from the mean. */
  points: number[][];
  /** Directions of length 1, `[dimensions][features]`, the one of most variance first. */
  directions: Float64Array[];
  /** Each direction's share of all variance. */
  explained: number[];
  /** The rows' mean, `[features]`. */
  mean: Float64Array;
}

/** Directions that are followed beside those asked for, so that these settle sooner. */
const extra = 8;
const mostRounds = 40;
const settled = 1e-8;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(target: Float64Array, factor: number, source: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * source[i];
}

/** Makes vectors perpendicular and of length 1 (Gram and Schmidt, twice over); one that depends on the others becomes 0. */
function orthonormalise(vectors: Float64Array[]): void {
  vectors.forEach((vector, at) => {
    const before = Math.sqrt(dot(vector, vector));
    for (let round = 0; round < 2; round++) {
      for (const earlier of vectors.slice(0, at)) addScaled(vector, -dot(vector, earlier), earlier);
    }
    const length = Math.sqrt(dot(vector, vector));
    const factor = length > 1e-12 * before ? 1 / length : 0;
    for (let i = 0; i < vector.length; i++) vector[i] *= factor;
  });
}

/** Each vector multiplied by the rows and by their transpose: the scatter matrix, never written out. */
function scatterTimes(rows: Float64Array[], vectors: Float64Array[]): Float64Array[] {
  const products = vectors.map(({ length }) => new Float64Array(length)); // [directions][features]
  for (const row of rows) {
    for (const [at, vector] of vectors.entries()) addScaled(products[at], dot(row, vector), row);
  }
  return products;
}

function mix(vectors: Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0].length); // [features]
  for (const [at, vector] of vectors.entries()) addScaled(sum, weights[at], vector);
  return sum;
}

/** The largest eigenvectors of the rows' scatter matrix, by block power iteration with Rayleigh and Ritz's step. */
function leadingDirections(rows: Float64Array[], width: number, dimensions: number) {
  const random = createRandom('pca');
  const count = Math.min(dimensions + extra, width, rows.length);
  let block = Array.from({ length: count }, () =>
    Float64Array.from({ length: width }, () => random.normal()),
  );
  orthonormalise(block);
  let before: number[] = [];
  for (let round = 0; ; round++) {
    const products = scatterTimes(rows, block); // [count][features]
    const { values, vectors } = symmetricEigen(block.map((a) => products.map((b) => dot(a, b)))); // [count][count]
    const found = values.slice(0, dimensions);
    const still = found.every((value, at) => Math.abs(value - before[at]) <= settled * values[0]);
    if (still || round === mostRounds) {
      return { values: found, directions: found.map((_, at) => mix(block, vectors[at])) };
    }
    before = found;
    block = vectors.map((weights) => mix(products, weights)); // [count][features]
    orthonormalise(block);
  }
}

/** A direction and its opposite are as good: the one whose largest number is positive is taken. */
function fixSign(direction: Float64Array): void {
  const largest = direction.reduce((max, x) => (Math.abs(x) > Math.abs(max) ? x : max), 0);
  if (largest < 0) for (let i = 0; i < direction.length; i++) direction[i] *= -1;
}

/**
 * Principal components (Pearson, 1901): the directions along which rows `[rows][features]` vary most.
 * A direction that the rows do not have (three points span a plane) comes back as zeros.
 * @throws Error without any row
 */
export function pca(rows: ArrayLike<number>[], dimensions = 2): PrincipalComponents {
  if (rows.length === 0) throw new Error('pca needs at least one row');
  const width = rows[0].length;
  const mean = new Float64Array(width); // [features]
  for (const row of rows) for (let i = 0; i < width; i++) mean[i] += row[i] / rows.length;
  const centred = rows.map((row) => Float64Array.from(mean, (middle, i) => row[i] - middle)); // [rows][features]
  const total = centred.reduce((sum, row) => sum + dot(row, row), 0);
  const { values, directions } = leadingDirections(centred, width, dimensions);
  while (directions.length < dimensions) {
    directions.push(new Float64Array(width));
    values.push(0);
  }
  directions.forEach(fixSign);
  return {
    points: centred.map((row) => directions.map((direction) => dot(row, direction))), // [rows][dimensions]
    directions,
    explained: values.map((value) => (total > 0 ? value / total : 0)),
    mean,
  };
}
