import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allSequences,
  makeSequences,
  paddingShare,
  widthTable,
} from '../../lib/caption-preprocessing/index.js';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import { allCaptions, openDataset } from '../../lib/data-understanding/index.js';
import { buildVocabulary, countWords, trainCaptions } from '../../lib/vocabulary/index.js';
import { assertQuotes, grouped, percent } from '../quotes.js';
import { sharedData } from '../shared-data.js';

const flickr8k = sharedData('flickr8k');

test('what notebook 5 says about Flickr8k is what the data says', {
  skip: flickr8k ? false : 'Flickr8k is not at ../shared/data',
}, async () => {
  const dataset = await openDataset({ name: 'flickr8k', folder: flickr8k! });
  const cleaned = cleanCaptions(dataset.captions, 'tutorial');
  const train = trainCaptions(dataset, cleaned);
  const vocabulary = buildVocabulary(countWords(train), { minCount: 10 });
  const [first] = allCaptions(train);
  assert.ok(first.includes(' entry ') && !vocabulary.indexOf.has('entry'));
  const { maxLength, train: encoded } = makeSequences(dataset, cleaned, vocabulary);
  const words = allCaptions(train).map((caption) => caption.split(' ').length);
  assert.equal(words.filter((length) => length === maxLength).length, 1, 'it is alone');
  const sequences = allSequences(encoded);
  const longest = sequences.reduce((most, { length }) => Math.max(most, length), 0);
  assert.equal(maxLength - longest, 3, 'three columns');
  const [fifteen] = widthTable(sequences, [15]);
  assertQuotes('05-caption-preprocessing', [
    `not among the ${grouped(vocabulary.words.length)}`,
    `the longest has ${maxLength} words`,
    `${words.filter((length) => length > 25).length} captions of ${grouped(words.length)} have more than 25`,
    `${maxLength} before, ${longest} after. Padded to ${maxLength},`,
    `${percent(paddingShare(sequences, maxLength))} padding at a width of ${maxLength}, and ${fifteen['padding, of all places']} at 15, where ${fifteen['of all captions']} of the captions are cut`,
  ]);
});
