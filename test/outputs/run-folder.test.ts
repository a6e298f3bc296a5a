import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot, shortPath } from '../../lib/outputs/index.js';

test('a path is short inside the project, and never nothing', () => {
  assert.equal(shortPath(join(projectRoot, 'data', 'scenes')), join('data', 'scenes'));
  assert.equal(shortPath(projectRoot), '.');
  assert.equal(shortPath(join(projectRoot, '..')), join(projectRoot, '..'));
});
