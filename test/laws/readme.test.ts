import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SPLIT_SIZES } from '../../lib/scenes/index.js';
import { isInProject, projectText, sections, withoutGit } from './tracked-files.js';

const readme = projectText('README.md');

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
function missingFrom(text: string): string[] {
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  const has = (words: string) =>
    rows.some((row) => row.toLowerCase().includes(words.toLowerCase()));
  return [...tutorial, ...sections.map((name) => `lib/${name}`)].filter((words) => !has(words));
}

test('README places every section of the tutorial, with its notebook and its folder', {
  skip: withoutGit,
}, () => {
  assert.deepEqual(missingFrom(readme), []);
  assert.ok(missingFrom('| Introduction | lib/cleaning |').includes('Motivation'));
});

test('README links to what is there', { skip: withoutGit }, () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target);
  const missing = links.filter((target) => !/^https?:/.test(target) && !isInProject(target));
  assert.deepEqual(missing, []);
});

test('README counts the pictures of the sample', { skip: withoutGit }, () => {
  const pictures = Object.values(SPLIT_SIZES).reduce((sum, size) => sum + size, 0);
  assert.ok(readme.includes(`${pictures.toLocaleString('en')} friendly pictures`));
});
