// Notebook 07: one way to write each function. Others are as good.

export function cosineOf(a: number[], b: number[]): number {
  const product = a.reduce((sum, value, i) => sum + value * b[i], 0);
  const lengths = Math.hypot(...a) * Math.hypot(...b);
  return lengths === 0 ? 0 : product / lengths;
}

export function companyIn(words: string[], word: string): Map<string, number> {
  const company = new Map<string, number>();
  for (let i = 0; i < words.length; i++) {
    if (words[i] !== word) continue;
    for (let j = 0; j < words.length; j++) {
      if (j === i) continue;
      company.set(words[j], (company.get(words[j]) ?? 0) + 1 / Math.abs(j - i));
    }
  }
  return company;
}
