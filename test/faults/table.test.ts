import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultTables, keptTables } from './table.js';

describe('the table on reliability', () => {
  it('stands in README as it was counted', () => {
    const { written, rows } = keptTables();
    assert.ok(rows.length > 0);
    assert.equal(written, faultTables(rows));
  });

  it('says what was lost, and sums up the parsers', () => {
    const kill = { section: 'kills', fault: 'a|b', tried: 1000, survived: 999, note: 'x' } as const;
    const input = { section: 'input', tried: 5, survived: 5 } as const;
    const text = faultTables([kill, { ...input, fault: 'a' }, { ...input, fault: 'b', tried: 7 }]);
    assert.match(text, /\| a\\\|b \| 1,000 \| 999 \| 1 \|/);
    assert.match(text, /\| 2 parsers, .*\(5 the fewest for one\) \| 12 \| 10 \| 2 \|/);
  });
});
