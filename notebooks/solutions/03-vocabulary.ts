// Notebook 03: one way to write each function. Others are as good.

export function countEach(captions: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const caption of captions) {
    for (const word of caption.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

export function keepFrequent(counts: Map<string, number>, minCount: number): string[] {
  return [...counts].filter(([, count]) => count >= minCount).map(([word]) => word);
}
