// Notebook 13: one way to write each function. Others are as good.

export function levelsOf(weights: number[], bits: number): number[] {
  const least = Math.min(...weights);
  const step = (Math.max(...weights) - least) / (2 ** bits - 1);
  return weights.map((weight) => (step === 0 ? 0 : Math.round((weight - least) / step)));
}

export function weightsOf(levels: number[], least: number, most: number, bits: number): number[] {
  const step = (most - least) / (2 ** bits - 1);
  return levels.map((level) => least + level * step);
}
