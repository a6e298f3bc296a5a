import assert from 'node:assert/strict';
import type { Claims, Seen, ShownRow } from '../executed.js';

const recalls = ({ table }: Seen) => table('search', 'recall@1', 'median rank');
const of = (rows: ShownRow[], search: string, column = 'recall@1') => {
  const row = rows.find((one) => one.search === search);
  assert.ok(row, search);
  return Number(row[column]);
};
const less = (a: number, b: number, what: string) => assert.ok(a < b, `${what}: ${a}, ${b}`);

/** What notebook 14 says of its run. */
export const claims: Claims = {
  'all-are-far-above-lot': (seen) => {
    const [lot, ...others] = recalls(seen);
    for (const row of others) {
      less(20 * Number(lot['recall@1']), Number(row['recall@1']), String(row.search));
    }
  },
  'three-captions-find-more': (seen) => {
    const rows = recalls(seen);
    for (const column of ['recall@1', 'recall@5', 'recall@10']) {
      const [one, three] = ['words of its caption', 'words of its three captions'].map((search) =>
        of(rows, search, column),
      );
      less(one, three, column);
    }
  },
  'likelihood-finds-most': (seen) => {
    const rows = recalls(seen);
    for (const { search } of rows.filter((row) => row.search !== 'likelihood')) {
      less(of(rows, String(search)), of(rows, 'likelihood'), String(search));
    }
  },
  'a-person-finds-less': (seen) => {
    const rows = recalls(seen);
    less(of(rows, "words of a person's caption"), of(rows, 'words of its caption'), 'a person');
  },
  'the-correction-costs': (seen) => {
    const rows = recalls(seen);
    less(of(rows, 'less that of any caption'), of(rows, 'likelihood'), 'the correction');
  },
};
