import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../../lib/outputs';
import { fileFaults } from './file-rules';
import { projectFiles, projectPaths, sections } from './tracked-files';

const LARGEST = 3 * 1024 * 1024;
const text = /\.(ts|cjs|py|json|md|ipynb|txt|css|html)$|^\.ci\/|^\.git/;

test('no file is long, exports a default, or holds what belongs to one machine', () => {
  assert.deepEqual(projectFiles(text).flatMap(fileFaults), []);
});

test('no file is larger than 3 MB', () => {
  const large = projectPaths().filter((path) => statSync(join(projectRoot, path)).size > LARGEST);
  assert.deepEqual(large, []);
});

test('the check finds each fault', () => {
  const faults = (line: string, path = 'lib/a.ts') => fileFaults({ path, text: line }).length;
  assert.equal(faults('const a = 1;'), 0);
  assert.equal(faults(`https://registry.${'npmjs'}.org/x`), 1);
  assert.equal(faults(`cd ${['', 'home', 'me', 'x'].join('/')}`), 1);
  assert.equal(faults(`// ${'TO'}DO later`), 1);
  assert.equal(faults(`see issue ${'#'}3`), 1);
  assert.equal(faults('export default 3;'), 1);
  assert.equal(faults('a;\n'.repeat(251)), 1);
  assert.equal(faults('a;\n'.repeat(251), 'a.md'), 0);
});

const tutorial = [
  'Introduction',
  'Motivation',
  'Prerequisites',
  'Data collection',
  'Understanding the data',
  'Data cleaning',
  'Loading the training set',
  'Data preprocessing: images',
  'Data preprocessing: captions',
  'Data preparation using a generator',
  'Word embeddings',
  'Model architecture',
  'Inference',
  'Evaluation',
  'Conclusion and future work',
  'References',
];

/** The sections of the tutorial and of the project that the text does not place. */
function missingFrom(readme: string): string[] {
  const rows = readme.split('\n').filter((line) => line.startsWith('|'));
  const has = (words: string) =>
    rows.some((row) => row.toLowerCase().includes(words.toLowerCase()));
  return [...tutorial, ...sections.map((name) => `lib/${name}`)].filter((words) => !has(words));
}

test('README places every section of the tutorial, with its notebook and its folder', () => {
  assert.deepEqual(missingFrom(readFileSync(join(projectRoot, 'README.md'), 'utf8')), []);
  assert.ok(missingFrom('| Introduction | lib/cleaning |').includes('Motivation'));
});
