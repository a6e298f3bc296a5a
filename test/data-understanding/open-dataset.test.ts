import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, mock, test } from 'node:test';
import {
  captionLengths,
  captionsAPicture,
  captionsOf,
  idsWithoutPicture,
  openDataset,
} from '../../lib/data-understanding/index.js';
import { UserError } from '../../lib/outputs/index.js';
import { sharedData } from '../shared-data.js';
import { smallDataset } from './small-dataset.js';

const open = (folder: string) => openDataset({ name: 'flickr8k', folder });

beforeEach(() => {
  mock.method(console, 'warn', () => undefined);
});

test('a folder in the layout of Flickr8k opens, its text in text/ or beside the pictures', async () => {
  const dataset = await open(smallDataset());
  assert.deepEqual(dataset.splits, { train: ['cat2', 'cat1'], dev: ['cat4'], test: ['cat3'] });
  assert.equal(dataset.captions.size, 4);
  assert.match(dataset.imagePaths.get('cat1')!, /images.cat1\.jpg$/);
  assert.deepEqual(dataset.problems, []);
});

test("a split's captions come in the order of the token file, not of the split list", async () => {
  const dataset = await open(smallDataset());
  assert.deepEqual([...captionsOf(dataset, 'train').keys()], ['cat1', 'cat2']);
});

test('a split list that names a picture without captions or without a file says so, and the rest goes on', async () => {
  const folder = smallDataset({
    'Flickr_8k.trainImages.txt': 'cat2.jpg\ndog.jpg\ncat1.jpg\ncat3.jpg\ncat2.jpg\n',
  });
  rmSync(join(folder, 'images', 'cat1.jpg'));
  const dataset = await open(folder);
  assert.deepEqual(dataset.splits.train, ['cat2']);
  assert.deepEqual(dataset.splits.test, ['cat3']);
  assert.equal(dataset.captions.size, 4, 'the captions of a picture without a file stay');
  assert.deepEqual(idsWithoutPicture(dataset), ['cat1']);
  const list = /Flickr_8k\.trainImages\.txt, line/;
  assert.equal(dataset.problems.length, 4);
  for (const problem of dataset.problems) assert.match(problem, list);
  assert.match(dataset.problems[0], /line 2: dog\.jpg has no captions\./);
  assert.match(dataset.problems[1], /line 3: cat1\.jpg is not in the pictures folder/);
  assert.match(
    dataset.problems[2],
    /line 4: cat3\.jpg is named already in .*testImages\.txt, line 1/,
  );
  assert.match(dataset.problems[3], /line 5: cat2\.jpg is named already in .*line 1/);
});

test('the pictures folder is the one that holds the most: a stray picture hides none', async () => {
  const cats = [1, 2, 3, 4].map((n) => [`Flicker8k_Dataset/cat${n}.jpg`, 'not read here']);
  const folder = smallDataset(Object.fromEntries(cats));
  for (const n of [2, 3, 4]) rmSync(join(folder, 'images', `cat${n}.jpg`));
  const dataset = await open(folder);
  assert.equal(dataset.imagePaths.get('cat1'), join(folder, 'Flicker8k_Dataset', 'cat1.jpg'));
  assert.deepEqual(dataset.problems, []);
});

test('a split of which nothing is left is refused, with what was wrong and where pictures were found', async () => {
  const folder = smallDataset({ 'Flickr_8k.devImages.txt': 'dog1.jpg\ndog2.jpg\n' });
  await assert.rejects(() => open(folder), {
    name: 'UserError',
    message:
      /^None of the 2 pictures of the dev split .*devImages\.txt, line 1: dog1\.jpg has no captions.*images: 4 in all/,
  });
});

test('without any pictures the text can be worked with, and that is said once', async () => {
  const folder = smallDataset();
  const whole = await open(folder);
  rmSync(join(folder, 'images'), { recursive: true });
  const dataset = await open(folder);
  assert.deepEqual(dataset.splits, whole.splits);
  assert.equal(dataset.fingerprint, whole.fingerprint, 'it is the same text');
  assert.equal(dataset.problems.length, 1);
  assert.match(dataset.problems[0], /holds no pictures/);
});

test('the fingerprint names the data set and changes with a caption or a split', async () => {
  const first = (await open(smallDataset())).fingerprint;
  assert.match(first, /^flickr8k [0-9a-f]{12}$/);
  const other = await open(smallDataset({ 'Flickr_8k.trainImages.txt': 'cat1.jpg\ncat2.jpg\n' }));
  assert.notEqual(other.fingerprint, first);
});

test('a folder that is missing or of another layout and a missing list are refused by name', async () => {
  const refused = (folder: string, message: RegExp) =>
    assert.rejects(
      () => open(folder),
      (error) => error instanceof UserError && message.test(error.message),
    );
  await refused('/no/such/folder', /folder is not there.*Put flickr8k into it/);
  const folder = smallDataset();
  rmSync(join(folder, 'Flickr_8k.devImages.txt'));
  await refused(folder, /Flickr_8k\.devImages\.txt is not there/);
  await refused(join(folder, 'images'), /holds no Flickr8k\.token\.txt/);
  await assert.rejects(openDataset({ name: 'cats' }), /choose scenes, flickr8k/);
});

const flickr8k = sharedData('flickr8k');
test('Flickr8k: 8092 ids with five captions each, one of them without a picture, 6000/1000/1000', {
  skip: flickr8k ? false : 'Flickr8k is not at ../shared/data',
}, async () => {
  const dataset = await open(flickr8k!);
  assert.deepEqual(dataset.problems, []);
  assert.deepEqual(captionsAPicture(dataset.captions), [{ captions: 5, pictures: 8092 }]);
  assert.equal(captionLengths(dataset.captions).length, 40460);
  assert.deepEqual(idsWithoutPicture(dataset), ['2258277193_586949ec62']);
  const { train, dev, test } = dataset.splits;
  assert.deepEqual([train.length, dev.length, test.length], [6000, 1000, 1000]);
});
