import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, mock, test } from 'node:test';
import {
  filesOf,
  findPictures,
  firstLines,
  openDataset,
  readKarpathyFile,
  textFiles,
} from '../../lib/data-understanding/index.js';
import { createRandom } from '../../lib/engine/random.js';
import { datasetStatistics } from '../../lib/generator/index.js';
import { UserError } from '../../lib/outputs/index.js';
import { makeCaptions, planScenes } from '../../lib/scenes/index.js';
import { smallDataset } from './small-dataset.js';

beforeEach(() => {
  mock.method(console, 'warn', () => undefined);
  mock.method(process.stderr, 'write', () => true);
});

const sentences = (...texts: string[]) =>
  texts.map((raw) => ({ tokens: raw.toLowerCase().split(' '), raw }));
const cat = (filename: string, split: string, ...texts: string[]) => ({
  filename,
  split,
  sentences: sentences(...texts),
});

const dog = 'COCO_val2014_000000391895.jpg';
const cow = 'COCO_train2014_000000000009.jpg';
const sleeper = 'COCO_val2014_000000000042.jpg';
const sheep = 'COCO_val2014_000000000074.jpg';
const cats = [
  { ...cat(dog, 'restval', 'A dog runs .', 'The dog'), filepath: 'val2014', cocoid: 391895 },
  cat(sleeper, 'test', 'A cat sleeps .'),
  { ...cat(cow, 'train', 'Two cows .'), filepath: 'train2014', cocoid: 9 },
  cat(sheep, 'val', 'A sheep .'),
];

/** A folder with a split file of this text, and with these pictures. */
function splitFolder(text: unknown, pictures: string[] = [], name = 'coco'): string {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const json = typeof text === 'string' ? text : JSON.stringify({ images: text, dataset: name });
  writeFileSync(join(folder, `dataset_${name}.json`), json);
  for (const path of pictures) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), 'not read here');
  }
  return folder;
}

const open = (folder: string) => openDataset({ name: 'coco', folder });
const read = (text: unknown) => readKarpathyFile(join(splitFolder(text), 'dataset_coco.json'));

test("Karpathy's split file opens: raw captions, splits in the order of the file, restval learnt from", async () => {
  const dataset = await open(splitFolder(cats));
  assert.deepEqual(dataset.captions.get('COCO_val2014_000000391895'), ['A dog runs .', 'The dog']);
  assert.deepEqual(dataset.splits, {
    train: ['COCO_val2014_000000391895', 'COCO_train2014_000000000009'],
    dev: ['COCO_val2014_000000000074'],
    test: ['COCO_val2014_000000000042'],
  });
  assert.equal(dataset.problems.length, 1);
  assert.match(dataset.problems[0], /holds no pictures/);
});

test('its pictures lie flat in images or as COCO has them, in a folder for each archive', async () => {
  const flat = [dog, sleeper, sheep];
  const apart = flat.map((file) => `val2014/${file}`);
  for (const paths of [
    flat.map((file) => `images/${file}`),
    [...apart, `train2014/${cow}`].map((path) => `images/${path}`),
    [...apart, `train2014/${cow}`],
  ]) {
    const folder = splitFolder(cats, paths);
    const dataset = await open(folder);
    assert.deepEqual(
      new Set(dataset.imagePaths.values()),
      new Set(paths.map((path) => join(folder, path))),
    );
    assert.equal(dataset.splits.train.length, paths.length - 2);
    assert.equal(dataset.captions.size, 4, 'the captions of a picture without a file stay');
    assert.equal(dataset.problems.length, 4 - paths.length);
    const missing =
      /dataset_coco\.json, images\[2\]: COCO_train2014_000000000009\.jpg is not in the/;
    for (const problem of dataset.problems) assert.match(problem, missing);
  }
});

test('a picture without captions is no part of the data set: Flickr30k has some', async () => {
  const pictures = [dog, sleeper, sheep].map((file) => `images/${file}`);
  const dataset = await open(splitFolder(cats, [...pictures, 'images/unknown.jpg']));
  assert.deepEqual(
    new Set(dataset.imagePaths.values()),
    new Set(pictures.map((path) => join(dataset.folder, path))),
  );
});

test('the same content in either layout is the same data set, to the fingerprint', async () => {
  const planned = planScenes(8);
  const scenes = (['train', 'dev', 'test'] as const).flatMap((split, at) =>
    planned.filter((scene) => scene.split === split).slice(0, [12, 3, 5][at]),
  );
  const captioned = createRandom(3)
    .shuffled(scenes)
    .map(({ id, split, scene }) => ({
      file: `${id}.jpg`,
      split,
      captions: makeCaptions(scene, createRandom(id)),
    }));
  const listOf = (wanted: string) =>
    captioned.flatMap(({ file, split }) => (split === wanted ? [`${file}\n`] : [])).join('');
  const lines = captioned.flatMap(({ file, captions }) =>
    captions.map((caption, number) => `${file}#${number}\t${caption}\n`),
  );
  const pictures = captioned.map(({ file }) => `images/${file}`);
  const flickr8k = smallDataset({
    'Flickr8k.token.txt': lines.join(''),
    'Flickr_8k.trainImages.txt': listOf('train'),
    'Flickr_8k.devImages.txt': listOf('dev'),
    'Flickr_8k.testImages.txt': listOf('test'),
    ...Object.fromEntries(pictures.map((path) => [path, 'not read here'])),
  });
  const theirSplit = { train: 'train', dev: 'val', test: 'test' };
  const images = captioned.map(({ file, split, captions }) =>
    cat(file, theirSplit[split], ...captions),
  );
  const karpathy = splitFolder(images, pictures, 'flickr8k');
  const one = await openDataset({ name: 'flickr8k', folder: flickr8k });
  const other = await openDataset({ name: 'flickr8k', folder: karpathy });
  assert.equal(one.captions.size, 20);
  assert.deepEqual([...other.captions], [...one.captions]);
  assert.deepEqual(other.splits, one.splits);
  assert.deepEqual([one.problems, other.problems], [[], []]);
  assert.deepEqual(
    datasetStatistics(other, { minCount: 2 }),
    datasetStatistics(one, { minCount: 2 }),
  );
  assert.equal(other.fingerprint, one.fingerprint);
  const whole = JSON.stringify([[...one.captions], one.splits]);
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 12);
  assert.equal(one.fingerprint, `flickr8k ${digest}`, 'as of the whole at once');
});

test('a file of many pieces is read as JSON.parse reads it, whatever a piece ends in', async () => {
  const images = Array.from({ length: 6000 }, (_, at) =>
    cat(
      `é${at}.jpg`,
      ['train', 'val', 'test'][at % 3],
      ...Array(5).fill(`🐈 "é" \\ ${at} ${'ß'.repeat(20)}`),
    ),
  );
  const json = JSON.stringify({ images }, null, 1);
  assert.ok(Buffer.byteLength(json) > 2.5 * 2 ** 20);
  const { captions, problems } = await read(json);
  assert.deepEqual(problems, []);
  const parsed = JSON.parse(json) as { images: typeof images };
  assert.deepEqual(
    [...captions],
    parsed.images.map(({ filename, sentences }) => [
      filename.split('.')[0],
      sentences.map(({ raw }) => raw),
    ]),
  );
});

test('a caption is one line, whatever white space it was written with', async () => {
  const { captions } = await read([cat('x.jpg', 'train', ' A cat\n', 'A\tcat\r\nsits .'), ...cats]);
  assert.deepEqual(captions.get('x'), ['A cat', 'A cat sits .']);
});

test('an image or a sentence that is wrong is skipped and named, and the rest goes on', async () => {
  const { captions, lists, problems } = await read([
    ...cats,
    cat('a.jpg', 'train'),
    cat('b.jpg', 'holdout', 'A dog .'),
    cat('b.jpg', 'constructor', 'A dog .'),
    cat(dog, 'train', 'Another dog .'),
    { split: 'train', sentences: sentences('A dog .') },
    { filename: 'c.jpg', split: 'val' },
    null,
    {
      ...cat('d.jpg', 'test'),
      sentences: [{ tokens: ['a'] }, null, ...sentences(' \n', 'A dog .')],
    },
    cat('e.jpg', 'train', ''),
  ]);
  assert.equal(captions.size, 5);
  assert.deepEqual(captions.get('d'), ['A dog .']);
  assert.deepEqual(
    lists.test.map(({ file }) => file),
    ['COCO_val2014_000000000042.jpg', 'd.jpg'],
  );
  const said = [
    /images\[4\] \(a\.jpg\): it has no sentences/,
    /images\[5\] \(b\.jpg\): its split is "holdout": expected train, restval, val, validation, dev, test/,
    /images\[6\] \(b\.jpg\): its split is "constructor"/,
    /images\[7\] \(COCO_val\S+\): COCO_val2014_000000391895 has captions already, from images\[0\]/,
    /images\[8\]: it has no "filename"/,
    /images\[9\] \(c\.jpg\): it has no sentences/,
    /images\[10\]: it has no "filename"/,
    /images\[11\] \(d\.jpg\), sentences\[0\]: it has no "raw" text/,
    /images\[11\] \(d\.jpg\), sentences\[1\]: it has no "raw" text/,
    /images\[11\] \(d\.jpg\), sentences\[2\]: its caption is empty/,
    /images\[12\] \(e\.jpg\), sentences\[0\]: its caption is empty/,
  ];
  assert.equal(problems.length, said.length);
  for (const [at, pattern] of said.entries()) {
    assert.match(problems[at], pattern);
    assert.match(problems[at], /dataset_coco\.json, .*Skipped\.$/);
  }
});

test('the dev split may be called val, validation or dev; where one is missing the reason is told', async () => {
  const [train, , , dev] = cats;
  const test = cat('t.jpg', 'test', 'A cat .');
  for (const split of ['val', 'validation', 'dev']) {
    const { lists } = await read([train, test, { ...dev, split }]);
    assert.deepEqual(lists.dev.length, 1, split);
  }
  await assert.rejects(read([train, test, { ...dev, split: 'holdout' }]), {
    message: /no image of the split "val".*The first problem: .*its split is "holdout"/,
  });
});

test('a file that is not UTF-8 is refused, and one with a byte order mark is read', async () => {
  const json = JSON.stringify({ images: [...cats, cat('é.jpg', 'train', 'A cat .')] });
  const folder = splitFolder(`\uFEFF${json}`);
  const path = join(folder, 'dataset_coco.json');
  assert.equal((await readKarpathyFile(path)).captions.size, 5);
  writeFileSync(path, Buffer.from(json, 'latin1'));
  await assert.rejects(readKarpathyFile(path), { name: 'UserError', message: /is not UTF-8/ });
  writeFileSync(path, Buffer.from(`\uFEFF${json}`, 'utf16le'));
  await assert.rejects(readKarpathyFile(path), { name: 'UserError', message: /is UTF-16/ });
});

test('a file that is cut short, no JSON, or of another kind is refused by name', async () => {
  const whole = JSON.stringify({ images: cats });
  const refused = (text: unknown, message: RegExp) =>
    assert.rejects(
      () => read(text),
      (error) => {
        assert.ok(error instanceof UserError, String(error));
        assert.match(error.message, message);
        return /dataset_coco\.json/.test(error.message);
      },
    );
  const third = whole.indexOf('{"filename":"COCO_val2014_000000000074');
  await refused(whole.slice(0, third + 20), /ends in the middle, after images\[2\] \(COCO_train/);
  await refused(whole.slice(0, -1), /ends in the middle, after images\[3\]/);
  await refused(whole.slice(0, 20), /ends in the middle, before any image/);
  await refused('<html>Not found</html>', /is not JSON before any image: Unexpected "<"/);
  await refused(`${whole.slice(0, third)}oops`, /is not JSON after images\[2\]/);
  await refused(whole.replace('Two cows', 'Two\tcows'), /is not JSON after images\[1\]/);
  await refused('', /is empty: expected a JSON file/);
  await refused(
    '{"annotations": [{"caption": "A dog"}]}',
    /holds no captions: expected \{"images"/,
  );
  await refused([cat('a.jpg', 'train')], /no captions.*The first problem: .*\(a\.jpg\)/);
  await refused(cats.slice(0, 3), /no image of the split "val"/);
});

test('Flickr8k.token.txt, dataset_<name>.json or captions.txt, beside the pictures or in text: none is refused with all names', async () => {
  const folder = splitFolder(cats);
  rmSync(join(folder, 'dataset_coco.json'));
  await assert.rejects(
    () => open(folder),
    (error) =>
      error instanceof UserError &&
      /no Flickr8k\.token\.txt, no dataset_coco\.json and no captions\.txt.*npx captionlab fetch coco/.test(
        error.message,
      ),
  );
  const nested = splitFolder(cats);
  mkdirSync(join(nested, 'text'));
  renameSync(join(nested, 'dataset_coco.json'), join(nested, 'text', 'dataset_coco.json'));
  assert.equal((await open(nested)).captions.size, 4);
});

test('the files of such a data set, and how its long line begins', async () => {
  const long = cat('long.jpg', 'train', 'é'.repeat(1500));
  const files = [`val2014/${dog}`, `val2014/${sleeper}`, `val2014/${sheep}`, `train2014/${cow}`];
  const paths = files.map((file) => `images/${file}`);
  const dataset = await open(splitFolder([long, ...cats], paths));
  assert.deepEqual(
    filesOf(dataset).map(({ file, entries }) => [file, entries]),
    [
      ['dataset_coco.json', 5],
      ['images/train2014/', 1],
      ['images/val2014/', 3],
    ],
  );
  const { captions, train } = textFiles(dataset.name, dataset.folder);
  assert.equal(captions, train);
  assert.match(firstLines(captions, 7), /^\{"images":\[\{"filename":"long\.jpg".*é …$/);
  assert.equal(findPictures(dataset.folder)!.pictures.size, 4);
});
