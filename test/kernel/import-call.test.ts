import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { explainThrown } from '../../lib/kernel/explain-thrown.js';
import { importForCell } from '../../lib/kernel/import-call.js';

function refusal(code: string): Error {
  const message = 'No "exports" main defined in /p/node_modules/@some/esm/package.json';
  return Object.assign(new Error(message), { code });
}

function requireOf(require: (id: string) => unknown): void {
  Object.assign(globalThis, { __tslab__: { require } });
}

test('import() of a cell loads what require gives, and what it refuses', async () => {
  requireOf(() => ({ a: 1 }));
  assert.deepEqual(await importForCell('common'), { a: 1, default: { a: 1 } });
  const module = { __esModule: true, default: 2 };
  requireOf(() => module);
  assert.equal(await importForCell('compiled'), module);
  for (const code of ['ERR_PACKAGE_PATH_NOT_EXPORTED', 'ERR_REQUIRE_ESM']) {
    requireOf(() => {
      throw refusal(code);
    });
    assert.equal(((await importForCell('node:path')) as { join: unknown }).join, join);
  }
});

test('what is missing stays missing', async () => {
  requireOf(() => {
    throw refusal('MODULE_NOT_FOUND');
  });
  await assert.rejects(importForCell('node:path'), { code: 'MODULE_NOT_FOUND' });
});

test('a package that require refuses is named with the import that loads it', () => {
  assert.equal(
    explainThrown(refusal('ERR_PACKAGE_PATH_NOT_EXPORTED')),
    "@some/esm is an ES module, which import() alone loads here. Write: const { name } = await import('@some/esm')",
  );
});
