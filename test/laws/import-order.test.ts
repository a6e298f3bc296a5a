import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importsOutOfOrder, lateImports } from './import-order.js';
import { projectFiles, withoutGit } from './tracked-files.js';

const check = (path: string, text: string) => importsOutOfOrder([{ path, text }]);
const lib = projectFiles(/^lib\/.*\.ts$/);

test('lib imports in the order of the tutorial', { skip: withoutGit }, () => {
  assert.deepEqual(importsOutOfOrder(lib), []);
});

test('nothing but a command is loaded late', { skip: withoutGit }, () => {
  assert.deepEqual(lateImports(lib), []);
  const text = "const x = await import('./b.js');";
  assert.deepEqual(lateImports([{ path: 'lib/model/a.ts', text }]), ['lib/model/a.ts']);
  assert.deepEqual(lateImports([{ path: 'lib/cli/a.ts', text }]), []);
});

test('the check finds a section that imports a later one, however it does so', () => {
  const later = ['lib/cleaning/a.ts imports lib/model/x.js'];
  assert.deepEqual(check('lib/cleaning/a.ts', "import { x } from '../model/x.js';"), later);
  assert.deepEqual(check('lib/cleaning/a.ts', "import type { X } from '../model/x.js';"), later);
  assert.deepEqual(check('lib/cleaning/a.ts', "export * from '../model/x.js';"), later);
  assert.deepEqual(check('lib/cleaning/a.ts', "const x = await import('../model/x.js');"), later);
  assert.deepEqual(check('lib/cleaning/a.ts', "const x = require('../model/x.js');"), later);
  assert.deepEqual(check('lib/model/a.ts', "import { x } from '../cleaning/x.js';"), []);
});

test('the check keeps engine, outputs and display free of sections, and everything free of cli', () => {
  assert.equal(check('lib/engine/a.ts', "import { x } from '../cleaning/x.js';").length, 1);
  assert.equal(check('lib/outputs/a.ts', "import { x } from '../engine/x.js';").length, 1);
  assert.equal(check('lib/display/a.ts', "import type { X } from '../model/x.js';").length, 1);
  assert.equal(check('lib/bench/a.ts', "import { x } from '../cli/options.js';").length, 1);
  assert.equal(check('lib/model/a.ts', "import { show } from '../display/index.js';").length, 0);
  assert.equal(check('lib/model/a.ts', "import { x } from '../nowhere/x.js';").length, 1);
});
