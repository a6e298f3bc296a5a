/** Which words a caption has beyond those of another: one that it says twice and the other once is marked the second time. */
export function ownWords(words: readonly string[], other: readonly string[]): boolean[] {
  const left = new Map<string, number>();
  for (const word of other) left.set(word, (left.get(word) ?? 0) + 1);
  return words.map((word) => {
    const times = left.get(word) ?? 0;
    left.set(word, times - 1);
    return times <= 0;
  });
}
