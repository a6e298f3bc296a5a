import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import {
  buildVocabulary,
  byFrequency,
  countWords,
  ensureVocabulary,
  lostWords,
  markerIndices,
  readVocabulary,
  thresholdRows,
  thresholdTable,
  totalCount,
  trainCaptions,
  withMarkers,
  withoutMarkers,
  wordLines,
  wordsToCover,
  writeVocabulary,
  zipfRows,
} from '../../lib/vocabulary/index.js';
import { smallDataset } from '../data-understanding/small-dataset.js';
import { sharedData } from '../shared-data.js';

const open = async (folder = smallDataset()) => {
  const dataset = await openDataset({ name: 'flickr8k', folder });
  return { ...dataset, runFolder: mkdtempSync(join(tmpdir(), 'captionlab-run-')) };
};

const cats = new Map([
  ['cat1', ['the black cat', 'the cat']],
  ['cat2', ['cat on the mat']],
]);

test('markers stand around every caption, also around an empty one', () => {
  const marked = withMarkers(new Map([['cat', ['the cat', '']]]));
  assert.deepEqual(marked.get('cat'), ['startseq the cat endseq', 'startseq endseq']);
});

test('words are counted in order of first appearance and numbered from 1 in that order', () => {
  const counts = countWords(cats);
  assert.deepEqual(
    [...counts],
    [
      ['the', 3],
      ['black', 1],
      ['cat', 3],
      ['on', 1],
      ['mat', 1],
    ],
  );
  const vocabulary = buildVocabulary(counts, { minCount: 2 });
  assert.deepEqual(vocabulary.words, ['the', 'cat']);
  assert.deepEqual(
    [...vocabulary.indexOf],
    [
      ['the', 1],
      ['cat', 2],
    ],
  );
  assert.equal(vocabulary.size, 3, 'and padding');
});

test('words such as "constructor" are words like any other', () => {
  const counts = countWords(new Map([['x', ['constructor __proto__ constructor']]]));
  assert.deepEqual(
    [...counts],
    [
      ['constructor', 2],
      ['__proto__', 1],
    ],
  );
});

test('the markers have indices, and a vocabulary without them is refused', () => {
  const vocabulary = buildVocabulary(countWords(withMarkers(cats)), { minCount: 1 });
  assert.deepEqual(markerIndices(vocabulary), { start: 1, end: 5 });
  const bare = buildVocabulary(countWords(cats), { minCount: 1 });
  assert.throws(() => markerIndices(bare), /lacks startseq or endseq/);
});

test('the threshold table counts words with markers and coverage without', () => {
  const counts = countWords(withMarkers(cats));
  const [all, two] = thresholdTable(counts, [1, 2]);
  assert.deepEqual(all, { threshold: 1, words: 7, wordShare: 1, coverage: 1, dropped: 0 });
  assert.deepEqual(two, { threshold: 2, words: 4, wordShare: 4 / 7, coverage: 6 / 9, dropped: 3 });
  assert.deepEqual(
    lostWords(counts, 2).map(({ word }) => word),
    ['black', 'on', 'mat'],
  );
  assert.equal(wordsToCover(counts, 0.5), 2);
  assert.equal(byFrequency(counts)[0].count, 3);
});

test('vocabulary.json is read back as it was written and refused for another threshold', async () => {
  const dataset = await open();
  const vocabulary = await ensureVocabulary(dataset, { minCount: 2 });
  assert.deepEqual(vocabulary.words, ['startseq', 'the', 'black', 'cat', 'on', 'endseq']);
  assert.deepEqual(await ensureVocabulary(dataset, { minCount: 2 }), vocabulary);
  assert.throws(
    () => readVocabulary(dataset),
    /vocabulary\.json was made with minCount 2, but minCount is now 10/,
  );
  writeVocabulary(dataset, { ...vocabulary, minCount: 10 });
  assert.deepEqual(readVocabulary(dataset).words, vocabulary.words);
});

const flickr8k = sharedData('flickr8k');
test('Flickr8k: 30000 train captions, 7578 words, 1651 of them at least ten times, numbered in token file order', {
  skip: flickr8k ? false : 'Flickr8k is not at ../shared/data',
}, async () => {
  const dataset = await open(flickr8k!);
  const captions = trainCaptions(dataset, cleanCaptions(dataset.captions, 'tutorial'));
  assert.equal([...captions.values()].flat().length, 30000);
  const counts = countWords(captions);
  assert.equal(counts.size, 7578);
  const vocabulary = buildVocabulary(counts, { minCount: 10 });
  assert.equal(vocabulary.words.length, 1651);
  assert.equal(vocabulary.size, 1652);
  const first = ['startseq', 'child', 'in', 'pink', 'dress', 'is', 'climbing', 'up'];
  assert.deepEqual(vocabulary.words.slice(0, 8), first);
  assert.equal(vocabulary.indexOf.get('up'), 8);
  assert.equal(totalCount(withoutMarkers(counts)), 276404);
  assert.equal(thresholdTable(counts, [10])[0].dropped, 14076);
});

test('a threshold table is shown with its shares in percent', () => {
  const [row] = thresholdRows(thresholdTable(countWords(withMarkers(cats)), [3]));
  assert.deepEqual(row, {
    threshold: 3,
    'words kept': 4,
    'of all words': '57.1 %',
    'of the text': '66.7 %',
    'words of text dropped': 3,
  });
});

test('beside a rank stands rank times count, which is the same everywhere where Zipf is right', () => {
  const zipf = [60, 30, 20, 15].map((count, i) => ({ word: `word${i}`, count }));
  assert.deepEqual(
    zipfRows(zipf, [1, 2, 4, 9]).map((row) => [row.rank, row.word, row['rank × count']]),
    [
      [1, 'word0', 60],
      [2, 'word1', 60],
      [4, 'word3', 60],
    ],
  );
});

test('many words are listed in lines of a width, no word cut', () => {
  assert.equal(wordLines(['cat', 'dog', 'hippopotamus', 'ox'], 9), 'cat · dog\nhippopotamus\nox');
  assert.equal(wordLines([]), '');
});
