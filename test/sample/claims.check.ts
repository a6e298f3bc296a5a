import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { claimsOf } from './claims/index.js';
import { lastRunOf } from './executed.js';

/*
 * Whether what the notebooks say of their numbers is true of the last run: after `npm run notebooks`.
 */

for (const [notebook, claims] of Object.entries(claimsOf)) {
  describe(`${notebook}, as it was run`, () => {
    const seen = lastRunOf(notebook);
    for (const [name, holds] of Object.entries(claims)) {
      it(name.replaceAll('-', ' '), { skip: !seen && 'it has not been run' }, () => {
        const above = seen?.get(name);
        assert.ok(above, `the notebook that was run does not claim ${name}: run it again`);
        holds(above);
      });
    }
  });
}
