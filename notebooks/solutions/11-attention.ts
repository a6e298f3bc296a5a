// Notebook 11: one way to write each function. Others are as good.

export function sharesOf(scores: number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}

export function seenBy(shares: number[], cells: number[][]): number[] {
  const seen = cells[0].map(() => 0);
  cells.forEach((cell, place) => {
    cell.forEach((value, i) => {
      seen[i] += shares[place] * value;
    });
  });
  return seen;
}
