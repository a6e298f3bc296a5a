// Notebook 10: one way to write each function. Others are as good.

export function precisionOf(candidate: string[], references: string[][], n: number): number {
  const count = (words: string[]) => {
    const counts = new Map<string, number>();
    for (let i = 0; i + n <= words.length; i++) {
      const piece = words.slice(i, i + n).join(' ');
      counts.set(piece, (counts.get(piece) ?? 0) + 1);
    }
    return counts;
  };
  const theirs = references.map(count);
  let matches = 0;
  let pieces = 0;
  for (const [piece, said] of count(candidate)) {
    matches += Math.min(said, Math.max(...theirs.map((counts) => counts.get(piece) ?? 0)));
    pieces += said;
  }
  return matches / pieces;
}

export function penaltyOf(length: number, references: number[]): number {
  const [nearest] = [...references].sort(
    (a, b) => Math.abs(a - length) - Math.abs(b - length) || a - b,
  );
  return length >= nearest ? 1 : Math.exp(1 - nearest / length);
}
