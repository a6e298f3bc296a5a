/** How often each n-gram of 1 to `longest` tokens occurs, `counts[n - 1]` those of n tokens. */
export type NgramCounts = Map<string, number>[];

/** Counts the n-grams of a caption, their tokens joined by spaces. */
export function countNgrams(tokens: readonly string[], longest = 4): NgramCounts {
  return Array.from({ length: longest }, (_, at) => {
    const counts = new Map<string, number>();
    for (let start = 0; start + at < tokens.length; start++) {
      const ngram = tokens.slice(start, start + at + 1).join(' ');
      counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
    }
    return counts;
  });
}

/** For each n-gram the most often that any one of the references has it. */
export function largestCounts(references: readonly string[][], longest = 4): NgramCounts {
  const largest = Array.from({ length: longest }, () => new Map<string, number>());
  for (const reference of references) {
    for (const [at, counts] of countNgrams(reference, longest).entries()) {
      for (const [ngram, count] of counts) {
        largest[at].set(ngram, Math.max(count, largest[at].get(ngram) ?? 0));
      }
    }
  }
  return largest;
}

/** How many of a caption's n-grams the references have too, none counted more often than one reference has it. */
export function clippedMatches(
  candidate: ReadonlyMap<string, number>,
  references: ReadonlyMap<string, number>,
): number {
  let matches = 0;
  for (const [ngram, count] of candidate) matches += Math.min(count, references.get(ngram) ?? 0);
  return matches;
}
