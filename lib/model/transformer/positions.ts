/**
 * Where a word stands, as numbers that are added to its vector: sines and cosines whose waves are longer from column to
 * column (Vaswani et al. 2017, section 3.5). Nothing is learnt, so that a place that few captions reach is as good as the first.
 * @param from the first place
 * @returns `[places, units]`, place by place
 */
export function positionRows(from: number, places: number, units: number): Float32Array {
  return Float32Array.from({ length: places * units }, (_, i) => {
    const [place, column] = [from + Math.floor(i / units), i % units];
    const angle = place / 10_000 ** ((column - (column % 2)) / units);
    return column % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}
