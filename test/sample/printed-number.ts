import assert from 'node:assert/strict';

/** The number that a pattern's first group finds in what a notebook printed, the last of them. Throws if there is none. */
export function printedNumber(printed: string, pattern: RegExp): number {
  const found = [...printed.matchAll(pattern)].at(-1);
  assert.ok(found, `nothing printed matches ${pattern}`);
  return Number(found[1].replaceAll(',', ''));
}
