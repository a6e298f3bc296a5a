import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claimsOf } from '../sample/claims/index.js';
import { claimsIn } from '../sample/executed.js';
import { sections } from './tracked-files.js';

const notebooks = sections.map((name, i) => `${String(i + 1).padStart(2, '0')}-${name}`);

for (const notebook of notebooks) {
  test(`${notebook}: each claim that it makes is checked on its run, and no other`, () => {
    assert.deepEqual(claimsIn(notebook).sort(), Object.keys(claimsOf[notebook] ?? {}).sort());
  });
}
