/** A round distance between grid lines that makes about so many of them over a range. */
export function gridStep(range: number, lines = 5): number {
  const rough = Math.max(range, 1e-6) / lines;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= rough) as number;
}
