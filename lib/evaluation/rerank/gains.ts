/**
 * How much a candidate agrees with what people said of similar pictures (Devlin et al. 2015, equation 1, as a mean): the mean
 * of its `most` greatest likenesses to their captions. The captions that it agrees with least are left out, for a neighbour may
 * show something else.
 * @param likenesses of the candidate to each of the captions, in any order
 */
export function consensusOf(likenesses: readonly number[], most: number): number {
  const rising = Float64Array.from(likenesses).sort();
  const kept = rising.subarray(Math.max(0, rising.length - most));
  return kept.reduce((sum, one) => sum + one, 0) / Math.max(1, kept.length);
}

/** Probabilities from their logarithms, made up to a sum of 1. */
export function sharesOf(logProbabilities: readonly number[]): number[] {
  const most = Math.max(...logProbabilities);
  const weights = logProbabilities.map((one) => Math.exp(one - most));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((one) => one / sum);
}

/**
 * The expected CIDEr-D of each candidate, were the picture's right caption drawn from some captions: to choose the greatest is
 * to take the least risk (Kumar & Byrne 2004).
 * @param likenesses of each candidate to each of the captions, `[candidates][captions]`
 * @param shares how probable each of the captions is; together 1. Of samples each is as probable as any other.
 */
export const expectedGains = (
  likenesses: readonly (readonly number[])[],
  shares: readonly number[],
): number[] => likenesses.map((row) => row.reduce((sum, one, at) => sum + shares[at] * one, 0));
