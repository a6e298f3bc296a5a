import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importsOutOfOrder } from './import-order';
import { projectFiles, withoutGit } from './tracked-files';

const check = (path: string, text: string) => importsOutOfOrder([{ path, text }]);

test('lib imports in the order of the tutorial', { skip: withoutGit }, () => {
  assert.deepEqual(importsOutOfOrder(projectFiles(/^lib\/.*\.ts$/)), []);
});

test('the check finds a section that imports a later one, however it does so', () => {
  const later = ['lib/cleaning/a.ts imports lib/model'];
  assert.deepEqual(check('lib/cleaning/a.ts', "import { x } from '../model';"), later);
  assert.deepEqual(check('lib/cleaning/a.ts', "export * from '../model';"), later);
  assert.deepEqual(check('lib/cleaning/a.ts', "const x = await import('../model');"), later);
  assert.deepEqual(check('lib/cleaning/a.ts', "const x = require('../model');"), later);
  assert.deepEqual(check('lib/model/a.ts', "import { x } from '../cleaning';"), []);
});

test('the check lets display have types of a section and nothing else', () => {
  assert.deepEqual(check('lib/display/a.ts', "import type { X } from '../model';"), []);
  assert.deepEqual(check('lib/display/a.ts', "import { type X } from '../model';"), []);
  assert.equal(check('lib/display/a.ts', "import { type X, y } from '../model';").length, 1);
});

test('the check keeps engine and outputs free of sections, and everything free of cli', () => {
  assert.equal(check('lib/engine/a.ts', "import { x } from '../cleaning';").length, 1);
  assert.equal(check('lib/outputs/a.ts', "import { x } from '../engine';").length, 1);
  assert.equal(check('lib/model/a.ts', "import { x } from '../cli/options';").length, 1);
  assert.equal(check('lib/model/a.ts', "import { show } from '../display';").length, 1);
  assert.equal(
    check('lib/model/a.ts', "import { progressBar } from '../display/progress';").length,
    0,
  );
});
