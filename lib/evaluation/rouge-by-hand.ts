import { thousandths } from './numbers.js';

/** The longest row of words that two captions have in common, in the same order, gaps allowed. */
function commonRow(a: readonly string[], b: readonly string[]): string[] {
  let rows: string[][] = Array.from({ length: b.length + 1 }, () => []);
  for (const word of a) {
    const next: string[][] = [[]];
    for (const [at, other] of b.entries()) {
      const longer = rows[at + 1].length > next[at].length ? rows[at + 1] : next[at];
      next.push(word === other ? [...rows[at], word] : longer);
    }
    rows = next;
  }
  return rows[b.length];
}

/** What a candidate has in common with one reference. */
export interface RougeRow {
  reference: string;
  'longest common row': string;
  words: number;
  precision: number;
  recall: number;
}

/** How the ROUGE-L of a caption comes about, a row for each reference; words are parted by blanks. */
export function rougeTable(candidate: string, references: readonly string[]): RougeRow[] {
  const said = candidate.split(' ');
  return references.map((reference) => {
    const known = reference.split(' ');
    const common = commonRow(said, known);
    return {
      ...{ reference, 'longest common row': common.join(' '), words: common.length },
      precision: thousandths(common.length / said.length),
      recall: thousandths(common.length / known.length),
    };
  });
}
