import { test } from 'node:test';
import { allSequences, makeSequences } from '../../lib/caption-preprocessing/index.js';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import {
  batchRowCounts,
  countPairs,
  memoryOf,
  numbersPerRow,
  stepCounts,
} from '../../lib/generator/index.js';
import { buildVocabulary, countWords, trainCaptions } from '../../lib/vocabulary/index.js';
import { assertSays } from '../prose.js';
import { assertQuotes, grouped } from '../quotes.js';
import { sharedData } from '../shared-data.js';

const flickr8k = sharedData('flickr8k');

test('what notebook 6 says about Flickr8k is what the data says', {
  skip: flickr8k ? false : 'Flickr8k is not at ../shared/data',
}, async () => {
  const dataset = await openDataset({ name: 'flickr8k', folder: flickr8k! });
  const cleaned = cleanCaptions(dataset.captions, 'tutorial');
  const vocabulary = buildVocabulary(countWords(trainCaptions(dataset, cleaned)), { minCount: 10 });
  const { maxLength, train } = makeSequences(dataset, cleaned, vocabulary);
  const pairs = countPairs(train);
  const shape = {
    featureWidth: 2048,
    maxLength,
    embeddingWidth: 200,
    vocabularySize: vocabulary.size,
  };
  const numbers = numbersPerRow(shape);
  const all = memoryOf(pairs, shape).at(-1)!;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  const [inPairs, inCaptions, together] = stepCounts(train, maxLength, 64);
  const million = (row: typeof inPairs) => `${(row['LSTM steps'] / 1e6).toFixed(2)} million`;
  const [three, six] = batchRowCounts(train, [3, 6]);
  const rows = (row: typeof three) => row['mean rows'].toFixed(0);
  const steps = (row: typeof three) => grouped(row['batches per epoch']);
  assertQuotes('06-generator', [
    `${grouped(allSequences(train).length)} captions make ${grouped(pairs)} rows, ${(pairs / allSequences(train).length).toFixed(1)} per caption`,
    `2,048 + ${maxLength} × 200 = ${grouped(numbers)} numbers per row, and ${grouped(all.numbersARow)} with the answer`,
    `For ${grouped(pairs)} rows that is ${gigabytes(4 * numbers * pairs)} without the answers, and ${gigabytes(all.bytes)} with them`,
    `${million(inPairs)} steps per epoch in pairs, ${million(inCaptions)} with one row per caption, and ${million(together)} when`,
    `${rows(three)} rows on average in a batch of three pictures and ${steps(three)} steps per epoch; ${rows(six)} rows and ${steps(six)} steps with six`,
    `${together['times less'].toFixed(0)} times less work`,
  ]);
  const slip = numbersPerRow({ ...shape, embeddingWidth: 256 });
  assertSays('06-generator', `between ${grouped(numbers)} and ${grouped(slip)} numbers per row`);
});
