import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  cleanCaption,
  cleanCaptions,
  cleaningCost,
  cleaningTrace,
  descriptionsPath,
  droppedTokens,
  ensureDescriptions,
  joinedTokens,
  readDescriptions,
  ruleTable,
  spellings,
  uniqueWords,
  writeDescriptions,
} from '../../lib/cleaning/index.js';
import { imageIdOf, openDataset } from '../../lib/data-understanding/index.js';
import { createRandom } from '../../lib/engine/random.js';
import { UserError } from '../../lib/outputs/index.js';
import { arbitraryName } from '../data-understanding/arbitrary-names.js';
import { smallDataset } from '../data-understanding/small-dataset.js';
import { sharedData } from '../shared-data.js';

const open = async (folder = smallDataset()) => {
  const dataset = await openDataset({ name: 'flickr8k', folder });
  return { ...dataset, runFolder: mkdtempSync(join(tmpdir(), 'captionlab-run-')) };
};

test('cleaning lower-cases, deletes punctuation, drops single characters and what is not letters', () => {
  assert.equal(cleanCaption('A child in a pink dress .'), 'child in pink dress');
  assert.equal(cleanCaption('Two dogs , and 3 cats at 10pm !'), 'two dogs and cats at');
  assert.equal(cleanCaption('a man in a T-shirt'), 'man in tshirt');
  assert.equal(cleanCaption("the dog 's ball"), 'the dog ball');
  assert.equal(cleanCaption("the dog's ball"), 'the dogs ball');
  assert.equal(cleanCaption('a 1 . & x-'), '');
});

test('the full text keeps every word: "a", digits, clitics, and what a hyphen joins', () => {
  const full = (caption: string) => cleanCaptions(new Map([['x', [caption]]]), 'full').get('x');
  assert.deepEqual(full('A child in a pink dress .'), ['a child in a pink dress']);
  assert.deepEqual(full("Two dogs , and 3 cats at the dog's T-shirt !"), [
    "two dogs and 3 cats at the dog 's t-shirt",
  ]);
  assert.deepEqual(full(' . & '), ['&']);
});

test('letters of every alphabet are letters; only ASCII punctuation is punctuation', () => {
  assert.equal(cleanCaption('Ein Kätzchen, café — “ja”'), 'ein kätzchen café');
});

test('every single ASCII punctuation character is deleted', () => {
  const marks = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
  assert.equal(
    cleanCaption([...marks].map((mark) => `no${mark}on`).join(' ')),
    Array(32).fill('noon').join(' '),
  );
});

test('each text rule has descriptions of its own, side by side', async () => {
  const dataset = await open();
  const full = { ...dataset, text: 'full' as const };
  const tutorial = await ensureDescriptions(dataset);
  const kept = await ensureDescriptions(full);
  assert.notEqual(descriptionsPath(dataset), descriptionsPath(full));
  assert.notDeepEqual(kept, tutorial);
  assert.deepEqual(readDescriptions(dataset), tutorial);
  assert.deepEqual(readDescriptions(full), kept);
});

test('cleaning twice is cleaning once', () => {
  for (const text of ['A dog .', 'T-shirts & 3 x', 'Grass']) {
    assert.equal(cleanCaption(cleanCaption(text)), cleanCaption(text));
  }
});

test('the cost of cleaning adds up and names what was dropped and joined', () => {
  const captions = new Map([['cat', ['A black-and-white cat .', 'the Cat on a t-shirt in 2010']]]);
  const cost = cleaningCost(captions);
  const { tokens, unchanged, rewritten, dropped } = cost;
  assert.deepEqual(cost, {
    tokens: 11,
    unchanged: 4,
    rewritten: 3,
    dropped: { 'nothing left': 1, 'one character': 2, 'not only letters': 1 },
  });
  assert.equal(tokens, unchanged + rewritten + Object.values(dropped).reduce((a, b) => a + b));
  assert.deepEqual(droppedTokens(captions, 'not only letters'), [{ token: '2010', count: 1 }]);
  assert.deepEqual(
    joinedTokens(captions).map(({ word }) => word),
    ['blackandwhite', 'tshirt'],
  );
});

test('descriptions.txt is read back as it was written, also a caption of which nothing is left', async () => {
  const dataset = await open();
  const cleaned = cleanCaptions(dataset.captions, 'tutorial');
  cleaned.set('cat5', ['', 'cat']);
  writeDescriptions(dataset, cleaned);
  assert.match(
    readFileSync(descriptionsPath(dataset), 'utf8'),
    /^cat1 the black cat sat on grass\n/,
  );
  assert.deepEqual([...readDescriptions(dataset)], [...cleaned]);
});

test('descriptions.txt holds any id, and is as the tutorial has it for ordinary ones', async () => {
  const dataset = await open();
  const random = createRandom(7);
  const ids = Array.from({ length: 500 }, () => imageIdOf(arbitraryName(random)));
  const cleaned = new Map(ids.map((id, i) => [id, [`word ${i}`, '', 'another']]));
  cleaned.set('cat1', ['black cat']);
  writeDescriptions(dataset, cleaned);
  assert.deepEqual([...readDescriptions(dataset)], [...cleaned]);
  const lines = readFileSync(descriptionsPath(dataset), 'utf8').split('\n');
  assert.equal(lines.length, 1500 - 3 * (500 - new Set(ids).size) + 2);
  assert.equal(lines.at(-2), 'cat1 black cat');
});

test('words keep the marks and joiners of their script', () => {
  assert.equal(cleanCaption('एक लड़की पानी में है ।'), 'एक लड़की पानी में है');
  assert.equal(cleanCaption('كَلْب أَسْوَد 3'), 'كَلْب أَسْوَد');
  assert.equal(cleanCaption('او می\u200Cخواهد'), 'او می\u200Cخواهد');
});

test('descriptions are made once, and again when they come from another data set', async () => {
  const dataset = await open();
  const made = await ensureDescriptions(dataset);
  assert.deepEqual([...(await ensureDescriptions(dataset))], [...made]);
  const other = {
    ...(await open(smallDataset({ 'Flickr_8k.devImages.txt': 'cat4.jpg\ncat2.jpg' }))),
    runFolder: dataset.runFolder,
  };
  assert.throws(
    () => readDescriptions(other),
    (error) => {
      assert.ok(error instanceof UserError);
      assert.ok(error.message.includes(dataset.fingerprint), error.message);
      assert.ok(error.message.includes(other.fingerprint), error.message);
      return true;
    },
  );
  await ensureDescriptions(other);
  assert.deepEqual([...readDescriptions(other).keys()], [...other.captions.keys()]);
  await ensureDescriptions(dataset);
  writeFileSync(descriptionsPath(dataset), 'cut');
  await assert.rejects(ensureDescriptions(dataset), /descriptions\.txt has 3 bytes instead of/);
});

const flickr8k = sharedData('flickr8k');
test('Flickr8k: 8763 words are left after cleaning', {
  skip: flickr8k ? false : 'Flickr8k is not at ../shared/data',
}, async () => {
  const dataset = await open(flickr8k!);
  assert.equal(uniqueWords(cleanCaptions(dataset.captions, 'tutorial')).size, 8763);
});

test('rule by rule, a caption ends where cleaning ends, and so does a whole collection', () => {
  const text = "The Dog 's 3 t-shirts , a Dog.";
  const steps = cleaningTrace(text);
  assert.equal(steps.length, 5);
  assert.equal(steps[0].caption, text);
  assert.equal(steps[4].caption, cleanCaption(text));
  const captions = new Map([['dog', [text]]]);
  assert.deepEqual(
    ruleTable(captions).map((row) => [row.tokens, row['different tokens']]),
    [
      [8, 8],
      [8, 8],
      [7, 6],
      [4, 3],
      [4, 3],
    ],
  );
  assert.deepEqual(spellings(captions), [{ word: 'dog', spellings: ['Dog', 'Dog.'], count: 2 }]);
});
