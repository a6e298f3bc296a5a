import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readTokenFile } from '../../lib/data-understanding/index.js';
import { UserError } from '../../lib/outputs/index.js';
import { smallDataset } from './small-dataset.js';

const read = (text: string) =>
  readTokenFile(join(smallDataset({ 'Flickr8k.token.txt': text }), 'Flickr8k.token.txt'));

test('a picture keeps its captions in the order of the file', () => {
  const { captions, problems } = read('b.jpg#0\tone\na.jpg.1#0\ttwo\nb.jpg#1\tthree\n');
  assert.deepEqual(
    [...captions],
    [
      ['b', ['one', 'three']],
      ['a', ['two']],
    ],
  );
  assert.deepEqual(problems, []);
});

test('line ends of Windows, a byte order mark and blank lines at the end are fine', () => {
  const { captions, problems } = read('\uFEFFb.jpg#0\tone\r\nb.jpg#1\ttwo\r\n\r\n');
  assert.deepEqual([...captions], [['b', ['one', 'two']]]);
  assert.deepEqual(problems, []);
});

test('a broken line is named with file and line and skipped, the others are kept', () => {
  const { captions, problems } = read(
    'b.jpg#0\tone\nb.jpg#1 no tab here\nb.jpg\tno number\nb.jpg#2\t\nb.jpg#0\tagain\n\nb.jpg#4\tlast\n',
  );
  assert.deepEqual([...captions], [['b', ['one', 'last']]]);
  assert.equal(problems.length, 4);
  assert.match(problems[0], /Flickr8k\.token\.txt, line 2: it has no tab: expected a line/);
  assert.match(problems[1], /line 3: "b\.jpg" does not end in # and a number/);
  assert.match(problems[2], /line 4: its caption is empty/);
  assert.match(problems[3], /line 5: b\.jpg#0 has a caption already, in line 1/);
});

test('a missing file, a folder, an empty file and a file without captions are refused by name', () => {
  const folder = smallDataset({ 'empty.txt': '\n\n', 'letter.txt': 'Dear reader,\n' });
  const refused = (file: string, message: RegExp) =>
    assert.throws(
      () => readTokenFile(join(folder, file)),
      (error) => error instanceof UserError && message.test(error.message),
    );
  refused('nothing.txt', /nothing\.txt is not there: expected a file with captions/);
  refused('images', /images is a folder/);
  refused('empty.txt', /empty\.txt is empty: expected captions/);
  refused('letter.txt', /letter\.txt holds no captions.*line 1: it has no tab/);
});
