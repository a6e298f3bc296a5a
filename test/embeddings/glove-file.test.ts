import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import { findGlove, readGlove, vectorOf, wordVector } from '../../lib/embeddings/index.js';
import { UserError } from '../../lib/outputs/index.js';
import {
  buildVocabulary,
  countWords,
  trainCaptions,
  vocabularyOf,
} from '../../lib/vocabulary/index.js';
import { sharedData } from '../shared-data.js';

const vocabulary = vocabularyOf(['startseq', 'the', 'cat', 'tshirt', 'sat', 'endseq']);

function gloveFile(lines: string[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'captionlab-glove-')), 'glove.txt');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const row = (word: string, numbers: number, value = 0.5) =>
  [word, ...new Array<number>(numbers).fill(value)].join(' ');

describe('reading a GloVe file', () => {
  test('keeps the rows of the vocabulary in the order of its indices and lists the misses', async () => {
    const path = gloveFile(['cat 1 2 3', 'zebra 9 9 9', 'the -0.5 0.25 1e-2', 'sat 4 5 6']);
    const matrix = await readGlove(path, vocabulary, { width: 3 });
    assert.deepEqual(matrix.missing, ['startseq', 'tshirt', 'endseq']);
    const zeros = [0, 0, 0];
    const rows = [zeros, zeros, [-0.5, 0.25, 0.01], [1, 2, 3], zeros, [4, 5, 6], zeros];
    assert.deepEqual(matrix.rows, Float32Array.from(rows.flat()));
    assert.equal(matrix.source, 'glove.txt');
    assert.equal(matrix.lines, 4);
    assert.deepEqual(matrix.problems, []);
  });

  test('a byte order mark, line ends of Windows and letters in either form lose no word', async () => {
    const path = gloveFile(['\uFEFFcat 1 2 3\r', 'Ka\u0308tzchen 4 5 6\r', '犬 7 8 9\r']);
    const words = vocabularyOf(['cat', 'Kätzchen', '犬']);
    const matrix = await readGlove(path, words, { width: 3 });
    assert.deepEqual(matrix.missing, []);
    assert.deepEqual([...matrix.rows.slice(3)], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('a word that is not UTF-8 is named with its line, and UTF-16 is refused', async (t) => {
    t.mock.method(console, 'warn', () => {});
    const path = gloveFile([]);
    writeFileSync(path, Buffer.from('cat 1 2 3\nKätzchen 4 5 6\n', 'latin1'));
    const { problems } = await readGlove(path, vocabulary, { width: 3 });
    assert.equal(problems.length, 1);
    assert.match(problems[0], /glove\.txt, line 2 is not UTF-8/);
    writeFileSync(path, Buffer.from('\uFEFFcat 1 2 3\n', 'utf16le'));
    await assert.rejects(readGlove(path, vocabulary, { width: 3 }), {
      name: 'UserError',
      message: /glove\.txt is UTF-16, not UTF-8/,
    });
  });

  test('a row with 199 numbers is named with file and line and skipped; the rest goes on', async (t) => {
    const told = t.mock.method(console, 'warn', () => {});
    const path = gloveFile([row('the', 200), row('cat', 199), row('sat', 200)]);
    const matrix = await readGlove(path, vocabulary);
    assert.deepEqual(matrix.problems, [
      `${path}, line 2: the row "cat" has 199 numbers, expected 200`,
    ]);
    assert.match(String(told.mock.calls[0].arguments[0]), /1 row\(s\) skipped[\s\S]*line 2/);
    assert.deepEqual(matrix.missing, ['startseq', 'cat', 'tshirt', 'endseq']);
    assert.equal(wordVector('sat', matrix, vocabulary)[199], 0.5);
  });

  test('a number that is none, and a word that comes twice, are problems too', async (t) => {
    t.mock.method(console, 'warn', () => {});
    const path = gloveFile(['the 1 2 3', 'cat 1 x 3', 'the 7 7 7', 'sat 1 NaN 2']);
    const { problems, rows } = await readGlove(path, vocabulary, { width: 3 });
    assert.deepEqual(problems, [
      `${path}, line 2: the row "cat" has "x" as its number 2`,
      `${path}, line 3: the row "the" comes a second time; the first row is kept`,
      `${path}, line 4: the row "sat" has "NaN" as its number 2`,
    ]);
    assert.deepEqual([...rows.slice(6, 9)], [1, 2, 3]);
  });

  test('words of several parts, rows of other words and a first line of counts do not disturb', async () => {
    const path = gloveFile(['400000 3', 'the cat 1 2 3', 'dog 1', '', 'the 4 5 6 ', 'cat 1 2 3']);
    const { problems, missing } = await readGlove(path, vocabulary, { width: 3 });
    assert.deepEqual(problems, []);
    assert.deepEqual(missing, ['startseq', 'tshirt', 'sat', 'endseq']);
  });

  test('a file of another width is refused, and so is a file that is not there', async (t) => {
    t.mock.method(console, 'warn', () => {});
    const path = gloveFile([row('the', 100), row('cat', 100)]);
    await assert.rejects(readGlove(path, vocabulary), (error: Error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /has 100 numbers, expected 200/);
      return true;
    });
    await assert.rejects(readGlove('/no/such/glove.txt', vocabulary), UserError);
    assert.throws(() => findGlove('/no/such/glove.txt'), UserError);
  });

  test('of a folder its file is taken; without one it is refused, and so is what cannot be read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'captionlab-glove-'));
    assert.throws(() => findGlove(folder), {
      name: 'UserError',
      message: `No glove.6B.200d.txt in the folder ${folder}: correct GLOVE, or leave it empty.`,
    });
    writeFileSync(join(folder, 'glove.6B.200d.txt'), row('the', 200));
    assert.equal(findGlove(folder), join(folder, 'glove.6B.200d.txt'));
    await assert.rejects(readGlove(folder, vocabulary), {
      name: 'UserError',
      message: /^\S.* cannot be read: EISDIR/,
    });
  });
});

describe('GloVe for the words of Flickr8k', () => {
  const glove = sharedData('glove/glove.6B.200d.flickr8k-train-vocab.txt');
  const folder = sharedData('flickr8k');
  const skip = !glove || !folder ? 'no Flickr8k or GloVe under ../shared/data' : false;

  test('nine of 1652 rows besides padding stay zeros; "the" starts as published', {
    skip,
  }, async () => {
    const dataset = await openDataset({ name: 'flickr8k', folder });
    const captions = trainCaptions(dataset, cleanCaptions(dataset.captions, 'tutorial'));
    const words = buildVocabulary(countWords(captions), { minCount: 10 });
    const matrix = await readGlove(glove as string, words);
    assert.deepEqual(matrix.rows.length, 1652 * 200);
    assert.deepEqual(
      [...matrix.missing].sort(),
      [
        ...['snowcovered', 'upsidedown', 'tshirt', 'floaties', 'merrygoround', 'waterskier'],
        ...['rollerblader', 'startseq', 'endseq'],
      ].sort(),
    );
    const vectors = Array.from({ length: words.size }, (_, index) => vectorOf(matrix, index));
    assert.equal(vectors.filter((vector) => vector.every((value) => value === 0)).length, 10);
    const start = [...wordVector('the', matrix, words).slice(0, 3)];
    assert.deepEqual(start, [-0.071549, 0.093459, 0.023738].map(Math.fround));
    assert.deepEqual(matrix.problems, []);
  });
});
