import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { ensureSequences } from '../../lib/caption-preprocessing/index.js';
import { allCaptions } from '../../lib/data-understanding/index.js';
import { datasetStatistics, requireWords } from '../../lib/generator/index.js';
import { caseFolder, openCase } from '../cases/open-case.js';

beforeEach(() => {
  mock.method(console, 'warn', () => undefined);
  mock.method(console, 'log', () => undefined);
});

const plain = (...numbers: number[]) => numbers.map((n) => `pic${n}.jpg`);
const from3 = plain(3, 4, 5, 6, 7, 8, 9, 10, 11);

test('names with blanks: 40 training captions in stats and as many in training', async () => {
  const photos = [0, 1, 2].map((n) => `my photo ${n}.jpg`);
  const dataset = await openCase(caseFolder('some-spaces', [...photos, ...from3]));
  assert.deepEqual(dataset.problems, []);
  assert.equal(datasetStatistics(dataset).trainCaptions, 40);
  await ensureSequences(dataset);
  const { train } = await ensureSequences(dataset); // read from the artefacts that the first call wrote
  assert.equal([...train.values()].flat().length, 40);
  assert.equal(train.get('my photo 1')?.length, 5);
});

test('names with dots: 12 pictures of 5 captions each', async () => {
  const walks = [0, 1, 2].map((n) => `walk.${n}.jpg`);
  const { captions, imagePaths, splits } = await openCase(
    caseFolder('some-dots', [...walks, ...from3]),
  );
  assert.equal(captions.size, 12);
  for (const texts of captions.values()) assert.equal(texts.length, 5);
  assert.equal(imagePaths.size, 12);
  assert.ok(splits.train.includes('walk.1'));
});

test("GIF and TIFF are a data set's pictures as they are caption's; what is not read is named so", async () => {
  const files = [...plain(0, 1, 2, 4, 5, 6, 7, 8, 9, 11), 'pic3.gif', 'pic10.tif'];
  const { imagePaths, problems } = await openCase(caseFolder('mixed-kinds', files));
  assert.deepEqual(problems, []);
  assert.match(imagePaths.get('pic3') as string, /pic3\.gif$/);
  const others = files.map((file) => file.replace('pic3.gif', 'pic3.heic'));
  const dataset = await openCase(caseFolder('mixed-kinds', others));
  assert.equal(dataset.problems.length, 1);
  assert.match(
    dataset.problems[0],
    /pic3\.heic is of a kind that is not read: save it as one of JPEG/,
  );
});

for (const name of ['german-nfd', 'hindi']) {
  test(`${name}: 11 words, none lost to combining marks`, async () => {
    assert.equal(datasetStatistics(await openCase(caseFolder(name))).cleanWords, 11);
  });
}

test('text in Latin-1 is refused by its first line', async () => {
  await assert.rejects(openCase(caseFolder('latin1')), {
    name: 'UserError',
    message:
      /Flickr8k\.token\.txt, line 1 is not UTF-8 \(it looks like Latin-1\)\. Save it as UTF-8\./,
  });
});

test('too few captions to learn from are refused in numbers, by stats as by what trains', async () => {
  for (const [name, said] of [
    [
      'one-caption',
      /8 training captions; the most frequent, "lies", is seen 8 times\. .*--text full/,
    ],
    ['chinese', /cleaning leaves no word.*dataset create/],
    ['german-nfd', /no word is seen 10 times in the 16 training captions/],
  ] as const) {
    const dataset = await openCase(caseFolder(name));
    for (const refused of [async () => requireWords(dataset), () => ensureSequences(dataset)]) {
      await assert.rejects(refused, (error: Error) => {
        assert.equal(error.name, 'UserError');
        assert.match(error.message, /no word is seen 10 times/);
        assert.match(error.message, said);
        return true;
      });
    }
  }
});

test('the advice to keep words seen five times can be followed', async () => {
  const dataset = { ...(await openCase(caseFolder('one-caption'))), text: 'full' as const };
  assert.ok((await ensureSequences(dataset)).train.size === 8);
});

test("Kaggle's captions.txt opens as it is: commas within quotes, split by lot, alike every time", async () => {
  const folder = caseFolder('kaggle');
  const dataset = await openCase(folder);
  assert.deepEqual(dataset.problems, []);
  assert.equal(allCaptions(dataset.captions).length, 60);
  assert.equal(dataset.captions.get('pic00')?.[0], 'A red ball lies on the grass, here .');
  const { train, dev, test } = dataset.splits;
  assert.deepEqual([train.length, dev.length, test.length], [10, 1, 1]);
  assert.deepEqual((await openCase(folder)).splits, dataset.splits);
});
