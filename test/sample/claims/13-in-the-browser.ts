import assert from 'node:assert/strict';
import type { Claims, Seen, ShownRow } from '../executed.js';

const numbers = (rows: ShownRow[], column: string) => rows.map((row) => Number(row[column]));

/** The row of so many bits. */
const inBits = ({ table }: Pick<Seen, 'table'>, bits: number) => {
  const row = table('bits per weight', 'CIDEr').find((one) => one['bits per weight'] === bits);
  assert.ok(row, `${bits} bits`);
  const [, changed, all] = String(row['captions changed']).match(/^(\d+) of (\d+)$/) ?? [];
  return { CIDEr: Number(row.CIDEr), changed: Number(changed) / Number(all) };
};

/** What notebook 13 says of its run. */
export const claims: Claims = {
  'sixteen-bits-err-alike': ({ table }) => {
    const errors = numbers(table('weights', 'error in 16 bits'), 'error in 16 bits');
    assert.ok(Math.max(...errors) < 1.5 * Math.min(...errors), `${errors}`);
  },
  'eight-bits-err-more': ({ table }) => {
    const rows = table('weights', 'error in 8 bits');
    const [halves, bytes] = ['error in 16 bits', 'error in 8 bits'].map((one) =>
      numbers(rows, one),
    );
    assert.ok(bytes.every((error, i) => error > 10 * halves[i]));
    assert.ok(Math.max(...bytes) > 1.5 * Math.min(...bytes), `${bytes}`);
  },
  'sixteen-bits-change-nothing': (seen) => {
    const [whole, halves] = [inBits(seen, 32), inBits(seen, 16)];
    assert.ok(halves.changed <= 0.02, `${halves.changed}`);
    assert.ok(Math.abs(halves.CIDEr - whole.CIDEr) < 0.01 * whole.CIDEr);
  },
  'eight-bits-change-some': (seen) => {
    const [whole, bytes] = [inBits(seen, 32), inBits(seen, 8)];
    assert.ok(bytes.changed > 0 && bytes.changed < 0.25, `${bytes.changed}`);
    assert.ok(Math.abs(bytes.CIDEr - whole.CIDEr) < 0.05 * whole.CIDEr);
  },
  'three-bits-are-a-ruin': (seen) => {
    const [whole, four, three] = [32, 4, 3].map((bits) => inBits(seen, bits));
    assert.ok(four.CIDEr < 0.97 * whole.CIDEr, JSON.stringify(four));
    assert.ok(three.CIDEr < 0.3 * whole.CIDEr && three.changed > 0.9, JSON.stringify(three));
  },
};
