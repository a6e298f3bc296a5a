import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { createDataset } from '../../lib/data-understanding/create-dataset.js';
import { allCaptions, openDataset, whatToExpect } from '../../lib/data-understanding/index.js';
import { datasetStatistics, requireWords } from '../../lib/generator/index.js';
import { caseFolder, numbered } from '../cases/open-case.js';
import { typed } from '../cli/typed.js';
import { noise } from './noise.js';

const before = process.env.CAPTIONLAB_DATA;
let data: string;
beforeEach(() => {
  mock.method(console, 'warn', () => undefined);
  data = mkdtempSync(join(tmpdir(), 'captionlab-data-'));
  process.env.CAPTIONLAB_DATA = data;
});
afterEach(() => {
  if (before === undefined) delete process.env.CAPTIONLAB_DATA;
  else process.env.CAPTIONLAB_DATA = before;
});

const PICTURE = '(a picture)';

/** A folder of files; `PICTURE` stands for a picture unlike the others. */
async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-own-'));
  for (const [i, [name, text]] of Object.entries(files).entries()) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text === PICTURE ? await noise(i) : text);
  }
  return folder;
}

/** A case with pictures that can be read. */
async function drawnCase(name: string, pictures?: string[]): Promise<string> {
  const folder = caseFolder(name, pictures);
  for (const [i, file] of (pictures ?? numbered('pic', 12)).entries())
    writeFileSync(join(folder, 'images', file), await noise(i));
  return folder;
}

test("Kaggle's folder becomes a data set that opens by its name", async () => {
  const created = await createDataset({ folder: await drawnCase('kaggle'), name: 'balls' });
  assert.deepEqual(created.splits, { train: 10, dev: 1, test: 1 });
  assert.deepEqual(created.problems, []);
  const dataset = await openDataset({ name: 'balls' });
  assert.equal(dataset.imagePaths.size, 12);
  assert.equal(allCaptions(dataset.captions).length, 60);
  assert.ok(allCaptions(dataset.captions).filter((caption) => caption.includes(', ')).length > 0);
});

test('pictures that are alike are split the same wherever their folder lies', async () => {
  const split = async (name: string) => {
    const folder = await drawnCase('kaggle');
    writeFileSync(join(folder, 'images', 'pic11.jpg'), await noise(1)); // as pic01.jpg
    await createDataset({ folder, name });
    return (await openDataset({ name })).splits;
  };
  const first = await split('here');
  for (const name of ['there', 'elsewhere', 'nowhere']) assert.deepEqual(await split(name), first);
});

test('Chinese is cut into words, so that there is something to learn; lists of the folder stay', async () => {
  await createDataset({ folder: await drawnCase('chinese'), name: 'zh' });
  const dataset = await openDataset({ name: 'zh' });
  assert.match(allCaptions(dataset.captions)[0], /^一个 小孩 在/);
  requireWords(dataset);
  assert.ok(datasetStatistics(dataset).vocabulary > 2);
  assert.deepEqual(dataset.splits.test, ['pic10', 'pic11']);
});

test('a table may have its columns in any order, be a TSV, and leave commas without quotes', async () => {
  const pictures = { '1.jpg': PICTURE, '2.jpg': PICTURE, '3.jpg': PICTURE };
  const tables = {
    'a.tsv': 'Caption\tfile name\nA dog, a cat\t1.jpg\nTwo\t2.jpg\nThree\t3.jpg\n',
    'b.csv': '\uFEFFid,image,caption\r\n7,1.jpg,A dog, a cat\r\n8,2.jpg,"Two"\r\n9,3.jpg,Three\r\n',
    'c.csv': 'image;caption\n1.jpg;A dog, a cat\n2.jpg;Two\n3.jpg;Three\n',
  };
  for (const [file, table] of Object.entries(tables)) {
    const folder = await folderOf({ ...pictures, [file]: table });
    const created = await createDataset({ folder, name: file });
    assert.deepEqual([created.pictures, created.problems], [3, []], file);
    const tokens = readFileSync(join(created.folder, 'Flickr8k.token.txt'), 'utf8');
    assert.match(tokens, /^1\.jpg#0\tA dog, a cat\n2\.jpg#0\tTwo\n/);
  }
});

test('pictures of one name in two folders stay two; what is left out is named with the reason', async () => {
  const folder = await folderOf({
    ...{ 'dogs/1.jpg': PICTURE, 'cats/1.jpg': PICTURE, '3.png': PICTURE, '4.heic': '' },
    ...{ '5.jpg': PICTURE, '7.jpg': 'cut short' },
    'captions.csv':
      'image,caption\ndogs/1.jpg,A dog\ncats/1.jpg,A cat\n3.png,Three\n4.heic,Four\n6.jpg,Six\n3.png,\n7.jpg,Seven\n',
  });
  const { pictures, problems } = await createDataset({ folder, name: 'pets' });
  assert.equal(pictures, 3);
  const said = problems.join('\n');
  assert.match(said, /captions\.csv, line 5: 4\.heic is of a kind that is not read/);
  assert.match(said, /line 6: 6\.jpg has no file in the folder/);
  assert.match(said, /line 7: its caption is empty/);
  assert.match(said, /cats\/1\.jpg is called 1-2\.jpg there/);
  assert.match(said, /5\.jpg has no captions\. Left out/);
  assert.match(
    said,
    /7\.jpg cannot be read as a picture \(.*unsupported image format.*\)\. Left out/,
  );
  const dataset = await openDataset({ name: 'pets' });
  assert.deepEqual(dataset.captions.get('1-2'), ['A cat']);
  const cat = dataset.imagePaths.get('1-2') as string;
  assert.deepEqual(readFileSync(cat), readFileSync(join(folder, 'cats/1.jpg')));
});

test('a name that is in use or none, and a folder without captions, are refused with what to do', async () => {
  const folder = await drawnCase('kaggle');
  const refused = (options: { folder: string; name?: string }, message: RegExp) =>
    assert.rejects(createDataset(options), { name: 'UserError', message });
  await createDataset({ folder, name: 'balls' });
  await refused({ folder, name: 'balls' }, /is there already: choose another name/);
  await refused({ folder, name: 'flickr8k' }, /fetched or drawn\. Choose another: --name/);
  await refused({ folder, name: 'glove' }, /something else in data/);
  await refused({ folder, name: '../balls' }, /cannot be a data set's name/);
  await refused(
    { folder: await folderOf({ '1.jpg': PICTURE }), name: 'empty' },
    /holds no captions: expected a table/,
  );
  await refused({ folder: join(folder, 'nowhere'), name: 'x' }, /is not there/);
});

test('of few pictures it says what can be expected, in figures; of too few, how many are the least', async () => {
  assert.match(
    whatToExpect(32) ?? '',
    /little of 32 pictures.* CIDEr of 0\.\d\d .*--start-from photographs/,
  );
  assert.ok(whatToExpect(900));
  assert.equal(whatToExpect(1000), undefined);
  const folder = await folderOf({
    ...{ '1.jpg': PICTURE, '2.jpg': PICTURE },
    'captions.csv': 'image,caption\n1.jpg,One\n2.jpg,Two\n',
  });
  await assert.rejects(createDataset({ folder, name: 'two' }), {
    name: 'UserError',
    message:
      /^2 captioned picture\(s\) cannot be split in three: 3 are the least, one each to train/,
  });
});

test('the command makes it, --dataset takes its name and its help lists it', async () => {
  const env = { CAPTIONLAB_DATA: data };
  const made = await typed(
    ['dataset', 'create', await drawnCase('kaggle'), '--name', 'balls'],
    env,
  );
  assert.equal(made.code, 0, made.stderr);
  assert.match(
    made.stdout,
    /12 pictures with 60 captions: 10 to train, 1 dev, 1 test\n.*10 pictures.*\nNext: .*stats/,
  );
  const counted = await typed(['stats', '--dataset', 'balls', '--json'], env);
  assert.equal(JSON.parse(counted.stdout).trainCaptions, 50);
  assert.match((await typed(['stats', '--help'], env)).stdout, /coco, balls/);
});
