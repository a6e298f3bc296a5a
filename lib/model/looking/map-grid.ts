/** A map's cells as vectors, `[cells, width]`. */
const cellsOfMap = (map: Float32Array, width: number) =>
  Array.from({ length: map.length / width }, (_, i) => map.subarray(i * width, (i + 1) * width));

/** Numbers of the cells of a square map as its rows, the upper one first. */
export function asRows<T>(numbers: ArrayLike<T>): T[][] {
  const side = Math.round(Math.sqrt(numbers.length));
  const all = Array.from(numbers);
  return Array.from({ length: side }, (_, row) => all.slice(row * side, (row + 1) * side));
}

const dot = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

/**
 * How alike each cell is to one of them: the cosine of their vectors, each less the mean of the map.
 * @param map `[cells * width]`
 */
export function likeCell(map: Float32Array, cell: number, width: number): number[] {
  const cells = cellsOfMap(map, width);
  const mean = Float32Array.from({ length: width }, (_, i) =>
    cells.reduce((sum, one) => sum + one[i] / cells.length, 0),
  );
  const apart = cells.map((one) => one.map((value, i) => value - mean[i]));
  const length = (one: Float32Array) => Math.sqrt(dot(one, one)) || 1;
  return apart.map((one) => dot(one, apart[cell]) / (length(one) * length(apart[cell])));
}

/** The first numbers of some cells' vectors, a row for each cell. */
export const cellNumbers = (map: Float32Array, width: number, some: number[], count = 6) =>
  some.map((cell) => ({
    cell,
    ...Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`number ${i + 1}`, map[cell * width + i]]),
    ),
  }));
