// Notebook 04: one way to write each function. Others are as good.

export function forNetwork(pixels: number[]): number[] {
  return pixels.map((value) => value / 127.5 - 1);
}

export function featureOf(cells: number[][]): number[] {
  const feature = cells[0].map(() => 0);
  for (const cell of cells) {
    for (let channel = 0; channel < cell.length; channel++) {
      feature[channel] += cell[channel] / cells.length;
    }
  }
  return feature;
}
