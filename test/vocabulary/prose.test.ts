import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import { captionsOf, openDataset } from '../../lib/data-understanding/index.js';
import {
  buildVocabulary,
  byFrequency,
  countWords,
  hurtCaptions,
  lostWords,
  thresholdTable,
  totalCount,
  trainCaptions,
  unknownShare,
  withoutMarkers,
  wordsToCover,
  zipfRows,
} from '../../lib/vocabulary/index.js';
import { codeOf } from '../prose.js';
import { assertQuotes, grouped, percent } from '../quotes.js';
import { sharedData } from '../shared-data.js';

test('notebook 3 cuts where the text in use is cut, as all who read its vocabulary expect', () => {
  const code = codeOf('03-vocabulary');
  assert.match(code, /const minCount = vocab\.minCountOf\(dataset\);/);
  assert.match(code, /buildVocabulary\(counts, \{ minCount \}\)/);
});

const flickr8k = sharedData('flickr8k');

test('what notebook 3 says about Flickr8k is what the data says', {
  skip: flickr8k ? false : 'Flickr8k is not at ../shared/data',
}, async () => {
  const dataset = await openDataset({ name: 'flickr8k', folder: flickr8k! });
  const cleaned = cleanCaptions(dataset.captions, 'tutorial');
  const train = trainCaptions(dataset, cleaned);
  const counts = countWords(train);
  const real = withoutMarkers(counts);
  const vocabulary = buildVocabulary(counts, { minCount: 10 });
  const ranking = byFrequency(real).map(({ word }) => word);
  assert.deepEqual([ranking.indexOf('dog') + 1, ranking.indexOf('man') + 1], [6, 8]);
  const [ten] = thresholdTable(counts, [10]);
  const half = wordsToCover(counts, 0.5);
  const fewerThan = (limit: number) => [...real.values()].filter((count) => count < limit).length;
  for (const word of ['spaniels', 'rainstorm', 'brwon', 'gaurd', 'ypoung']) {
    assert.equal(counts.get(word), 1, word);
  }
  const lost = lostWords(counts, 10).slice(0, 60);
  for (const word of ['boxer', 'kayaks', 'husky', 'bread', 'campfire']) {
    assert.ok(
      lost.some((one) => one.word === word && one.count === 9),
      word,
    );
  }
  const hurt = hurtCaptions(train, vocabulary);
  const breeds = hurt.find(({ caption }) => caption.includes('two dogs of different breeds'));
  assert.match(breeds!.read, /two dogs of different looking at each other/);
  const shares = (['train', 'dev'] as const).map((split) =>
    percent(unknownShare(captionsOf({ ...dataset, captions: cleaned }, split), vocabulary).share),
  );
  const product = new Map(
    zipfRows(byFrequency(real), [1, 70, 5000]).map((row) => [row.rank, row['rank × count']]),
  );
  const { train: learn, dev, test: held } = dataset.splits;
  assertQuotes('03-vocabulary', [
    `${grouped(learn.length)}, ${grouped(dev.length)} and ${grouped(held.length)} pictures`,
    `${grouped(totalCount(real))} words of text, and ${grouped(counts.size)} different ones`,
    `${half} words make up one half. The other half takes the remaining ${grouped(real.size - half)}`,
    `rises from ${grouped(product.get(1)!)} at rank 1 to ${grouped(product.get(70)!)} at rank 70, and sinks to ${grouped(product.get(5000)!)} at rank 5,000`,
    `${grouped(fewerThan(2))} words occur once, and ${grouped(fewerThan(5))} fewer than five times`,
    `${grouped(ten.words)} words of ${grouped(counts.size)} remain, and they still cover ${percent(ten.coverage)} of the text`,
    `${grouped(ten.dropped)} words of text are dropped`,
    [...vocabulary.indexOf]
      .slice(0, 8)
      .map(([word, index]) => `${word} ${index}`)
      .join(', '),
    `snowman (${counts.get('snowman')} times)`,
    `${grouped(hurt.length)} of the ${grouped([...train.values()].flat().length)} captions`,
    `${shares[0]} and ${shares[1]}`,
  ]);
});
