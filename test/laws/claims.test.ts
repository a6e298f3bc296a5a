import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimsOf } from '../sample/claims/index.js';
import { claimsIn } from '../sample/executed.js';
import { chapters, withoutGit } from './tracked-files.js';

test('no claims are kept for a notebook that is not there', { skip: withoutGit }, () => {
  const notebooks = chapters.map(({ notebook }) => notebook);
  assert.deepEqual(
    Object.keys(claimsOf).filter((name) => !notebooks.includes(name)),
    [],
  );
});

for (const { notebook } of chapters) {
  test(`${notebook}: each claim that it makes is checked on its run, and no other`, () => {
    assert.deepEqual(claimsIn(notebook).sort(), Object.keys(claimsOf[notebook] ?? {}).sort());
  });
}
