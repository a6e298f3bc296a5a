type Tokens = readonly string[];

/** How much more the recall weighs than the precision. */
const BETA = 1.2;

/** How many tokens two captions have in common in the same order, with or without others between them. */
export function commonSubsequence(a: Tokens, b: Tokens): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const token of a) {
    const next = [0];
    for (let at = 0; at < b.length; at++) {
      next.push(token === b[at] ? row[at] + 1 : Math.max(next[at], row[at + 1]));
    }
    row = next;
  }
  return row[b.length];
}

const orEmptyToken = (tokens: Tokens): Tokens => (tokens.length > 0 ? tokens : ['']);

/**
 * ROUGE-L of one caption (Lin 2004), 0 to 1, as pycocoevalcap computes it: the largest precision and the largest recall
 * may come from two different references, and an empty caption is one empty token, like an empty reference. A collection's
 * ROUGE-L is the mean of its captions'.
 * @example
 * ```ts
 * import { rougeL } from 'captionlab/evaluation';
 *
 * rougeL(['the', 'cat'], [['the', 'cat']]); // → 1
 * ```
 */
export function rougeL(candidate: Tokens, references: readonly Tokens[]): number {
  let [precision, recall] = [0, 0];
  const said = orEmptyToken(candidate);
  for (const reference of references.map(orEmptyToken)) {
    const common = commonSubsequence(reference, said);
    if (common === 0) continue;
    precision = Math.max(precision, common / said.length);
    recall = Math.max(recall, common / reference.length);
  }
  if (precision === 0) return 0;
  return ((1 + BETA ** 2) * precision * recall) / (recall + BETA ** 2 * precision);
}
