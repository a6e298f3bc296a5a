import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileFaults } from './file-rules.js';
import { projectFiles, projectSizes, withoutGit } from './tracked-files.js';

const LARGEST = 3 * 1024 * 1024;
const text = /\.(ts|js|cjs|py|json|md|cff|yml|ipynb|txt|css|html)$|^\.ci\/|^\.git/;

test('no file is long, exports a default, or holds what belongs to one machine', {
  skip: withoutGit,
}, () => {
  assert.deepEqual(projectFiles(text).flatMap(fileFaults), []);
});

test('no file is larger than 3 MB', { skip: withoutGit }, () => {
  const large = [...projectSizes()].filter(([, size]) => size > LARGEST);
  assert.deepEqual(large, []);
});

test('the check finds each fault', () => {
  const faults = (line: string, path = 'lib/a.ts') => fileFaults({ path, text: line }).length;
  assert.equal(faults('const a = 1;'), 0);
  assert.equal(faults(`https://${['registry', 'npmjs', 'org'].join('.')}/x`), 1);
  assert.equal(faults(`cd ${['', 'home', 'me', 'x'].join('/')}`), 1);
  assert.equal(faults(`// ${'TO'}DO later`), 1);
  assert.equal(faults(`see issue ${'#'}3`), 1);
  assert.equal(faults('export default 3;'), 1);
  assert.equal(faults('a;\n'.repeat(251)), 1);
  assert.equal(faults('a;\n'.repeat(251), 'a.md'), 0);
});
