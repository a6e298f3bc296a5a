import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  captionFrame,
  frameRows,
  largestRows,
} from '../../lib/data-understanding/caption-frame.js';
import {
  agreement,
  agreementTable,
  captionLengths,
  filesOf,
  firstLines,
  likeness,
  likenessOfStrangers,
  likenessTable,
  longestCaption,
  meanLikeness,
  openDataset,
  summaryOf,
  textFiles,
  tokenFrequencies,
} from '../../lib/data-understanding/index.js';
import { createRandom } from '../../lib/engine/random.js';
import { smallDataset } from './small-dataset.js';

const open = () => openDataset({ name: 'flickr8k', folder: smallDataset() });

test('the files of a data set, with what they hold and how many', async () => {
  const dataset = await open();
  assert.deepEqual(
    filesOf(dataset).map(({ file, entries }) => [file, entries]),
    [
      ['Flickr8k.token.txt', 5],
      ['Flickr_8k.trainImages.txt', 2],
      ['Flickr_8k.devImages.txt', 1],
      ['Flickr_8k.testImages.txt', 1],
      ['images/', 4],
    ],
  );
  const { train } = textFiles(dataset.name, dataset.folder);
  assert.equal(firstLines(train as string, 1), 'cat2.jpg');
});

test('lengths and frequencies are of tokens as they stand', async () => {
  const { captions } = await open();
  assert.deepEqual(captionLengths(captions), [7, 6, 7, 8, 5]);
  assert.deepEqual(summaryOf([9, 3, 1, 7]), { shortest: 1, median: 5, mean: 5, longest: 9 });
  assert.deepEqual(summaryOf([3, 1, 8]), { shortest: 1, median: 3, mean: 4, longest: 8 });
  const counts = new Map(tokenFrequencies(captions).map(({ token, count }) => [token, count]));
  assert.equal(counts.get('The'), 4);
  assert.equal(counts.get('the'), undefined);
  assert.equal(longestCaption(captions).id, 'cat3');
});

test('agreement counts captions, not occurrences, and sees through capitals and full stops', () => {
  const captions = ['A dog. Dog on the grass.', 'The dog on grass', 'a cat'];
  assert.deepEqual(agreement(captions).slice(0, 2), [
    { word: 'dog', captions: 2 },
    { word: 'on', captions: 2 },
  ]);
  assert.deepEqual(
    agreementTable(
      new Map([
        ['x', captions],
        ['y', ['cat', 'the dog']],
      ]),
    ),
    [
      { 'captions that share a word': 1, pictures: 1 },
      { 'captions that share a word': 2, pictures: 1 },
    ],
  );
});

test('the frame has a row a caption, with the split of its picture', async () => {
  const rows = frameRows(captionFrame(await open()));
  assert.equal(rows.length, 5);
  assert.deepEqual(rows[4], {
    id: 'cat4',
    split: 'dev',
    number: 0,
    caption: 'The cat in a t-shirt',
    tokens: 5,
  });
});

test('the largest rows of a frame come first, of equals the earlier, as many as asked for', async () => {
  const frame = captionFrame(await open());
  const sorted = frameRows(frame).sort((a, b) => Number(b.tokens) - Number(a.tokens));
  assert.deepEqual(frameRows(largestRows(frame, 'tokens', 3)), sorted.slice(0, 3));
});

test('two captions are as alike as the share of their words that they have in common', () => {
  assert.equal(likeness('A dog runs.', 'The dog runs'), 2 / 3);
  assert.equal(likeness('the dog the dog', 'dog the'), 1, 'a word counts once');
  assert.equal(likeness('a', 'A'), 0, 'single letters are no words');
});

test('the likeness of a picture is the mean over each two of its captions', () => {
  const captions = ['dog runs', 'the dog runs', 'a cat'];
  assert.equal(meanLikeness(captions), 2 / 9);
  assert.equal(meanLikeness(['alone']), 0);
  assert.deepEqual(likenessTable(captions)[0], {
    captions: '1 and 2',
    'words in common': 'dog runs',
    'in common': 2,
    'in either': 3,
    likeness: 2 / 3,
  });
  assert.deepEqual(
    likenessTable(captions).map((row) => row.captions),
    ['1 and 2', '1 and 3', '2 and 3'],
  );
});

test('captions of different pictures are those of each picture and the one drawn after it', () => {
  const captions = new Map(
    [1, 2, 3].map((i) => [`p${i}`, [`dog${'abc'[i - 1]}`, 'not looked at']]),
  );
  assert.deepEqual(likenessOfStrangers(captions, createRandom(1)), [0, 0]);
  const alike = new Map([1, 2].map((i) => [`p${i}`, ['dog runs']]));
  assert.deepEqual(likenessOfStrangers(alike, createRandom(1)), [1]);
});

test('columns of a frame get titles where there are some', async () => {
  const [row] = frameRows(captionFrame(await open()).head(1), { tokens: 'tokens of a caption' });
  assert.deepEqual(Object.keys(row), ['id', 'split', 'number', 'caption', 'tokens of a caption']);
});
