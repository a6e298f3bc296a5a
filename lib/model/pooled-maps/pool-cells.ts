import type { tf } from '../../engine/index.js';
import { UserError } from '../../outputs/index.js';

/**
 * Cells that are left of a square map when the mean of every `pool` x `pool` of them stands for these. Every one is then the
 * mean of as many cells and lies over as large a part of the picture: what would leave others at the edge is refused.
 * @throws UserError where the map is not square or cannot be parted so, naming what works
 */
export function cellsLeft(cells: number, pool: number): number {
  const side = Math.sqrt(cells);
  if (!Number.isInteger(side)) {
    throw new UserError(
      `Maps of ${cells} cells are not square, and only square ones can be pooled: leave pool out.`,
    );
  }
  const sides = Array.from({ length: side }, (_, i) => i + 1);
  const works = sides.filter((one) => one > 1 && one < side && side % one === 0);
  if (works.includes(pool)) return (side / pool) ** 2;
  const advice =
    works.length > 0
      ? `choose ${works.join(' or ')}`
      : `nothing between 1 and ${side} divides ${side}, so leave pool out, or take an encoder whose maps have another side`;
  throw new UserError(
    `Maps of ${side} x ${side} cells cannot be pooled ${pool} by ${pool}${pool === side ? ': one cell would be left, and nowhere to look' : ''}; ${advice}.`,
  );
}

/**
 * The mean of every `pool` x `pool` cells: first of cells below one another, then of those side by side. These are sums, whose
 * gradients every engine has.
 * @param maps `[pictures, cells, width]`, square, row by row
 * @returns `[pictures, cells / pool ** 2, width]`
 */
export function poolCells(maps: tf.Tensor3D, pool: number): tf.Tensor3D {
  const [pictures, cells, width] = maps.shape;
  const left = Math.sqrt(cells) / pool;
  const rows = maps.reshape([pictures * left, pool, pool * left * width]).sum(1); // [pictures * left, side * width]
  const sums = rows.reshape([pictures * left * left, pool, width]).sum(1); // [pictures * left * left, width]
  return sums.div(pool * pool).reshape([pictures, left * left, width]) as tf.Tensor3D;
}
