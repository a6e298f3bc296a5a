import { type TextRules, tokensUnder } from '../protocols.js';

/** Which words of a caption stand in a reference, whole and as they are. */
export function hitsOf(words: readonly string[], references: readonly string[][]): boolean[] {
  const known = new Set(references.flat());
  return words.map((word) => known.has(word));
}

/** The places of a reference's words, parted by white space, that are among the tokens of a caption. */
export function marksOf(
  reference: string,
  tokens: ReadonlySet<string>,
  rules: TextRules,
): number[] {
  return reference
    .split(/\s+/)
    .flatMap((word, at) =>
      tokensUnder(rules, word).some((token) => tokens.has(token)) ? [at] : [],
    );
}
