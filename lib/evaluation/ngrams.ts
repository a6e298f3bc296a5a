/** How often each n-gram of 1 to `longest` tokens occurs, `counts[n - 1]` those of n tokens. */
export type NgramCounts = Map<string, number>[];

/** A caption's tokens and its n-grams of 1 to 4 tokens, counted once for all metrics. */
export interface CountedCaption {
  tokens: readonly string[];
  /** The tokens for ROUGE-L, some of which hold a no-break space: *1 1/2*. They are two to BLEU and CIDEr. */
  whole: readonly string[];
  ngrams: NgramCounts;
}

/** Counts the n-grams of a caption, their tokens joined by spaces. */
export function countNgrams(tokens: readonly string[], longest = 4): NgramCounts {
  const counts: NgramCounts = Array.from({ length: longest }, () => new Map());
  for (let start = 0; start < tokens.length; start++) {
    let ngram = '';
    for (let at = 0; at < longest && start + at < tokens.length; at++) {
      ngram = at === 0 ? tokens[start] : `${ngram} ${tokens[start + at]}`;
      counts[at].set(ngram, (counts[at].get(ngram) ?? 0) + 1);
    }
  }
  return counts;
}

/** A caption's tokens with their n-grams. As in pycocoevalcap these know no blank inside a token. */
export function countCaption(whole: readonly string[]): CountedCaption {
  const tokens = whole.flatMap((token) => token.split(/\s+/)).filter((token) => token !== '');
  return { tokens, whole, ngrams: countNgrams(tokens) };
}

/** For each n-gram the most often that any one of the references has it. */
export function largestCounts(references: readonly NgramCounts[]): NgramCounts {
  const largest: NgramCounts = [];
  for (const reference of references) {
    for (const [at, counts] of reference.entries()) {
      largest[at] ??= new Map();
      for (const [ngram, count] of counts) {
        if (count > (largest[at].get(ngram) ?? 0)) largest[at].set(ngram, count);
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
