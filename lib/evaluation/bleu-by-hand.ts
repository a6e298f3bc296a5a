import { sentenceBleu } from './bleu.js';
import { countCaption, largestCounts } from './ngrams.js';
import { thousandths } from './numbers.js';
import { type ProtocolName, protocols, scoreName, tokensUnder } from './protocols.js';

/** How a caption's precisions come about, for reading: its pieces of `n` words, those that match, and the share. */
export interface PrecisionRow {
  n: number;
  matches: number;
  of: number;
  precision: number;
  'not in a reference': string;
}

/** The precisions of a caption, a row for each length of piece; its words are parted by blanks. */
export function precisionTable(candidate: string, references: readonly string[]): PrecisionRow[] {
  const [said, ...others] = [candidate, ...references].map((text) => text.split(' '));
  const { matches, guesses, precisions } = sentenceBleu(said, others);
  const known = largestCounts(others.map((tokens) => countCaption(tokens).ngrams));
  return countCaption(said).ngrams.map((counts, at) => {
    const surplus = [...counts]
      .filter(([ngram, count]) => count > (known[at].get(ngram) ?? 0))
      .map(([ngram]) => `“${ngram}”`);
    const precision = thousandths(precisions[at]);
    const row = { n: at + 1, matches: matches[at], of: guesses[at], precision };
    return { ...row, 'not in a reference': surplus.join(', ') };
  });
}

/** BLEU-1 to BLEU-4 of one caption, a row each. */
export function bleuTable(
  candidate: string,
  references: readonly string[],
  protocol: ProtocolName,
): { score: string; value: number }[] {
  const tokens = (text: string) => tokensUnder(protocols[protocol], text);
  const { bleu } = sentenceBleu(tokens(candidate), references.map(tokens));
  return bleu.map((value, at) => ({
    score: scoreName(`BLEU-${at + 1}`, protocol),
    value: thousandths(value),
  }));
}
