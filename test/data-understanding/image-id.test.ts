import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, mock, test } from 'node:test';
import { imageIdOf, openDataset, readTokenFile } from '../../lib/data-understanding/index.js';
import { createRandom } from '../../lib/engine/random.js';
import { arbitraryName } from './arbitrary-names.js';
import { smallDataset } from './small-dataset.js';

beforeEach(() => {
  mock.method(console, 'warn', () => undefined);
});

const open = (files: Record<string, string>) =>
  openDataset({ name: 'flickr8k', folder: smallDataset(files) });

test("an id is the name without a picture's ending and what follows it", () => {
  for (const [name, id] of [
    ['1000268201_693b08cb0e.jpg', '1000268201_693b08cb0e'],
    ['2258277193_586949ec62.jpg.1', '2258277193_586949ec62'],
    ['walk.0.jpg', 'walk.0'],
    ['Screenshot 2024-05-01 at 9.41.02.PNG', 'Screenshot 2024-05-01 at 9.41.02'],
    ['images/a#1.TIFF', 'a#1'],
    ['cat', 'cat'],
    ['v1.2', 'v1.2'],
    ['.jpg', '.jpg'],
  ]) {
    assert.equal(imageIdOf(name), id);
  }
});

test('an id in composed and decomposed letters is one; the id of an id is itself', () => {
  assert.equal(imageIdOf('Ka\u0308tzchen.jpg'), imageIdOf('Kätzchen.jpg'));
  const random = createRandom(5);
  for (let i = 0; i < 500; i++) {
    const id = imageIdOf(arbitraryName(random));
    assert.equal(imageIdOf(id), id, JSON.stringify(id));
  }
});

test('two pictures that would share an id are refused by both names, never made one', async () => {
  const token = (one: string, other: string) => `${one}#0\tone\n${other}#0\tanother\n`;
  for (const [one, other] of [
    ['a.jpg', 'a.png'],
    ['dogs/1.jpg', 'cats/1.jpg'],
    ['a.jpg', 'a.JPG'],
  ]) {
    const folder = smallDataset({ 'Flickr8k.token.txt': token(one, other) });
    assert.throws(
      () => readTokenFile(join(folder, 'Flickr8k.token.txt')),
      (error: Error) => error.message.includes(`line 2: "${one}" and "${other}" would both be`),
    );
  }
});

test('of two files that share an id the one that the captions name is taken', async () => {
  const dataset = await open({ 'images/cat1.PNG': 'another', 'images/cat2.webp': 'another' });
  assert.match(dataset.imagePaths.get('cat1') as string, /cat1\.jpg$/);
  const folder = smallDataset({ 'images/cat1.PNG': 'another', 'images/cat1.webp': 'another' });
  rmSync(join(folder, 'images', 'cat1.jpg'));
  await assert.rejects(openDataset({ name: 'flickr8k', folder }), {
    message: /cat1\.PNG and cat1\.webp could both be the picture "cat1\.jpg"/,
  });
});

test('names in composed letters in the list meet files in decomposed ones, whose path stays', async () => {
  const [composed, decomposed] = ['Kätzchen.jpg', 'Ka\u0308tzchen.jpg'];
  const dataset = await open({
    'Flickr8k.token.txt': `${composed}#0\tone\ncat2.jpg#0\ttwo\ncat4.jpg#0\tthree\n`,
    'Flickr_8k.trainImages.txt': `${decomposed}\n`,
    'Flickr_8k.testImages.txt': 'cat2.jpg\n',
    [`images/${decomposed}`]: 'not read here',
  });
  assert.deepEqual(dataset.splits.train, ['Kätzchen']);
  assert.deepEqual(dataset.problems, []);
  assert.ok(dataset.imagePaths.get('Kätzchen')?.endsWith(decomposed));
});

test('a name in other capital letters finds its file where no other picture does', async () => {
  const folder = smallDataset({ 'images/CAT1.JPG': 'not read here' });
  rmSync(join(folder, 'images', 'cat1.jpg'));
  const dataset = await openDataset({ name: 'flickr8k', folder });
  assert.match(dataset.imagePaths.get('cat1') as string, /CAT1\.JPG$/);
});

test('a name may hold # and begin with blanks, in captions and lists alike', async () => {
  const dataset = await open({
    'Flickr8k.token.txt': ' a #1.jpg#0\tone\ncat3.jpg#0\ttwo\ncat4.jpg#0\tthree\n',
    'Flickr_8k.trainImages.txt': ' a #1.jpg\n',
    'images/ a #1.jpg': 'not read here',
  });
  assert.deepEqual(dataset.splits.train, [' a #1']);
  assert.deepEqual(dataset.problems, []);
});
