import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cleaningCost,
  cleaningTrace,
  droppedTokens,
  joinedTokens,
  ruleTable,
  spellings,
} from '../../lib/cleaning/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import { assertSays } from '../prose.js';
import { assertQuotes, grouped } from '../quotes.js';
import { sharedData } from '../shared-data.js';

const flickr8k = sharedData('flickr8k');

test('what notebook 2 says about Flickr8k is what the data says', {
  skip: flickr8k ? false : 'Flickr8k is not at ../shared/data',
}, async () => {
  const { captions } = await openDataset({ name: 'flickr8k', folder: flickr8k! });
  const [before, ...after] = ruleTable(captions);
  const last = after.at(-1)!;
  const [lower, plain, longer] = after;
  assert.equal(lower.tokens, before.tokens, 'lower-casing drops no token');
  const third = (plain.tokens - longer.tokens) / before.tokens;
  assert.ok(third > 1 / 8, 'more than one in eight');
  const articles = droppedTokens(captions, 'one character')
    .filter(({ token }) => token.toLowerCase() === 'a')
    .reduce((sum, { count }) => sum + count, 0);
  assert.ok(articles / before.tokens > 1 / 8, 'more than one token in eight');
  const odd = droppedTokens(captions, 'not only letters').map(({ token }) => token);
  for (const token of ['23', '4-wheeler', 'mp3']) assert.ok(odd.includes(token), token);
  const closeUp = spellings(captions)[0];
  assert.equal(closeUp.spellings.length, 4);
  const [first, second] = joinedTokens(captions);
  assertQuotes('02-cleaning', [
    `from ${grouped(before.tokens)} tokens to ${grouped(last.tokens)}, and from ${grouped(before['different tokens'])} different ones to ${grouped(last['different tokens'])}`,
    `close-up was spelt in four ways: ${closeUp.spellings.slice(0, 3).join(', ')} and ${closeUp.spellings[3]}`,
    `${grouped(articles)} times A or a, in ${grouped(before.tokens)} tokens`,
    `only ${cleaningCost(captions).dropped['not only letters']} tokens fall to this rule, 23, 4-wheeler and mp3`,
    `${first.token} and ${second.token} lead this list, with ${first.count} and ${second.count} appearances`,
  ]);
});

test('the caption that notebook 2 follows through the rules does what the text says', () => {
  const caption = 'A black-and-white dog in a T-shirt , number 7 , jumps 3ft high !';
  const steps = cleaningTrace(caption).map((step) => step.caption);
  assert.match(steps[2], /\btshirt\b/);
  assert.doesNotMatch(steps[2], /[,!]/);
  assert.doesNotMatch(steps[3], /\ba\b|\b7\b/);
  assert.match(steps[3], /3ft/);
  assert.equal(steps[4], 'blackandwhite dog in tshirt number jumps high');
  assertSays('02-cleaning', 'A and 7 fall to the third rule, 3ft to the fourth');
});
