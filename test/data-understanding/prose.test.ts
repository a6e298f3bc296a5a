import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  agreementTable,
  allCaptions,
  captionLengths,
  filesOf,
  idsWithoutPicture,
  likenessOfStrangers,
  meanLikeness,
  openDataset,
  rawTokens,
  summaryOf,
  tokenFrequencies,
} from '../../lib/data-understanding/index.js';
import { createRandom } from '../../lib/engine/random.js';
import { assertQuotes, grouped, percent } from '../quotes.js';
import { sharedData } from '../shared-data.js';

const flickr8k = sharedData('flickr8k');

test('what notebook 1 says about Flickr8k is what the data says', {
  skip: flickr8k ? false : 'Flickr8k is not at ../shared/data',
}, async () => {
  const dataset = await openDataset({ name: 'flickr8k', folder: flickr8k! });
  assert.equal(idsWithoutPicture(dataset).length, 1);
  const [lines, train, dev, held, pictures] = filesOf(dataset).map(({ entries }) =>
    grouped(entries as number),
  );
  const agreed = new Map(
    agreementTable(dataset.captions).map((row) => [
      row['captions that share a word'],
      row.pictures,
    ]),
  );
  assert.equal(agreed.get(1), 1, 'in one picture no two people share any');
  const lengths = captionLengths(dataset.captions);
  const { shortest, mean, longest } = summaryOf(lengths);
  const middle = lengths.filter((length) => length >= 8 && length <= 16).length / lengths.length;
  assert.ok(middle > 0.73 && middle < 0.78, 'three in four');
  const frequencies = tokenFrequencies(dataset.captions);
  const tokens = frequencies.reduce((sum, { count }) => sum + count, 0);
  const articles = frequencies
    .filter(({ token }) => token === 'a' || token === 'A')
    .reduce((sum, { count }) => sum + count, 0);
  const listed = new Set(Object.values(dataset.splits).flat());
  const unlisted = [...dataset.captions].filter(([id]) => !listed.has(id));
  const meanOfNumber = (number: number) =>
    (
      [...dataset.captions.values()].reduce(
        (sum, five) => sum + rawTokens(five[number]).length,
        0,
      ) / dataset.captions.size
    ).toFixed(1);
  const meanOf = (values: number[]) => summaryOf(values).mean.toFixed(2);
  const together = meanOf([...dataset.captions.values()].map(meanLikeness));
  const strangers = meanOf(likenessOfStrangers(dataset.captions, createRandom(1)));
  assertQuotes('01-data-understanding', [
    `${grouped(dataset.captions.size)} ids`,
    `${lines} captions; lists of ${train}, ${dev} and ${held} pictures; ${pictures} picture files`,
    `in ${grouped(agreed.get(5)!)} of ${grouped(dataset.captions.size)} pictures`,
    `${together} on average for captions of one picture, and ${strangers} for captions of two`,
    `from ${shortest} to ${longest} tokens, ${mean.toFixed(1)} on average`,
    'between 8 and 16',
    `${grouped(frequencies.length)} different tokens in ${grouped(tokens)}`,
    `${percent(articles / tokens)} of everything`,
    `${allCaptions(new Map(unlisted)).length} captions of ${unlisted.length} pictures`,
    `from ${meanOfNumber(0)} tokens for number 0 down to ${meanOfNumber(4)} for number 4`,
  ]);
});
