import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  bleuCounts,
  clippedMatches,
  closestLength,
  corpusBleu,
  countCaption,
  countNgrams,
  largestCounts,
  sentenceBleu,
} from '../../lib/evaluation/index.js';
import { UserError } from '../../lib/outputs/index.js';

const words = (text: string) => text.split(' ');
const close = (a: number, b: number, within = 1e-9) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);

/** Papineni et al.'s first example, as NLTK documents it. */
const guide = {
  good: words(
    'It is a guide to action which ensures that the military always obeys the commands of the party',
  ),
  bad: words('It is to insure the troops forever hearing the activity guidebook that party direct'),
  references: [
    'It is a guide to action that ensures that the military will forever heed Party commands',
    'It is the guiding principle which guarantees the military forces always being under the command of the Party',
    'It is the practical guide for the army always to heed the directions of the party',
  ].map(words),
};

describe('what BLEU counts', () => {
  test('n-grams of 1 to 4 tokens', () => {
    const counts = countNgrams(words('the cat the cat'));
    assert.deepEqual(Object.fromEntries(counts[0]), { the: 2, cat: 2 });
    assert.deepEqual(Object.fromEntries(counts[1]), { 'the cat': 2, 'cat the': 1 });
    assert.deepEqual([...counts[3].keys()], ['the cat the cat']);
    assert.deepEqual(
      countNgrams(['cat']).map(({ size }) => size),
      [1, 0, 0, 0],
    );
  });

  test('a word counts no more often than one reference has it: "the" seven times matches twice', () => {
    const references = ['the cat is on the mat', 'there is a cat on the mat'].map(words);
    const candidate = new Array<string>(7).fill('the');
    const matches = clippedMatches(
      countNgrams(candidate)[0],
      largestCounts(references.map((tokens) => countNgrams(tokens)))[0],
    );
    assert.equal(matches, 2);
    close(sentenceBleu(candidate, references).precisions[0], 2 / 7);
  });

  test('the nearest reference length, the shorter of two as near', () => {
    assert.equal(closestLength(8, [11, 6, 10]), 6);
    assert.equal(closestLength(8, [10, 6]), 6);
    assert.equal(closestLength(7, [11, 8]), 8);
    assert.equal(closestLength(7, [11, 8, 6, 7]), 7);
  });

  test('modified precisions of the guide: 17/18 and 10/17', () => {
    const { matches, guesses } = bleuCounts(
      countCaption(guide.good),
      guide.references.map(countCaption),
    );
    assert.deepEqual([matches[0], guesses[0], matches[1], guesses[1]], [17, 18, 10, 17]);
    const bad = sentenceBleu(guide.bad, guide.references).precisions;
    close(bad[0], 8 / 14);
    close(bad[1], 1 / 13);
  });
});

describe('BLEU by hand', () => {
  const candidate = words('the black cat sat on the road');
  const references = ['the black cat sat on grass', 'the white cat is walking on road'].map(words);

  test('of the black cat: precisions 6/7, 4/6, 3/5, 2/4, no penalty', () => {
    const { matches, guesses, bleu, brevityPenalty } = sentenceBleu(candidate, references);
    assert.deepEqual(matches, [6, 4, 3, 2]);
    assert.deepEqual(guesses, [7, 6, 5, 4]);
    close(brevityPenalty, 1);
    close(bleu[0], 6 / 7);
    close(bleu[1], Math.sqrt(4 / 7));
    close(bleu[2], Math.cbrt(12 / 35));
    close(bleu[3], (6 / 35) ** 0.25);
  });

  test('a caption shorter than its references pays: exp(1 - 6/4)', () => {
    const { bleu, brevityPenalty } = sentenceBleu(words('the black cat sat'), [references[0]]);
    close(brevityPenalty, Math.exp(-0.5));
    for (const value of bleu) close(value, Math.exp(-0.5));
    const ofLength = (length: number) => new Array<string>(length).fill('a');
    close(sentenceBleu(ofLength(7), [ofLength(11), ofLength(8)]).brevityPenalty, 0.8669, 5e-5);
  });

  test('a corpus is scored by its sums, not by the mean of its captions', () => {
    const candidates = new Map([
      ['a', candidate],
      ['b', words('white cat')],
    ]);
    const all = new Map([
      ['a', references],
      ['b', [words('a white cat walks')]],
    ]);
    const { bleu, candidateLength, referenceLength } = corpusBleu(candidates, all);
    assert.deepEqual([candidateLength, referenceLength], [9, 11]);
    const penalty = Math.exp(1 - 11 / 9);
    close(bleu[0], (8 / 9) * penalty);
    close(bleu[1], Math.sqrt((8 / 9) * (5 / 7)) * penalty);
    close(bleu[3], ((8 / 9) * (5 / 7) * (3 / 5) * (2 / 4)) ** 0.25 * penalty);
  });

  test('the order of pictures and of references changes nothing; a reference itself scores 1', () => {
    const turned = sentenceBleu(candidate, [...references].reverse());
    assert.deepEqual(turned, sentenceBleu(candidate, references));
    for (const value of sentenceBleu(references[1], references).bleu) close(value, 1);
  });

  test('an empty caption scores 0 and breaks nothing', () => {
    const { bleu } = corpusBleu(new Map([['a', []]]), new Map([['a', references]]));
    for (const value of bleu) close(value, 0, 1e-6);
  });

  test('a picture without a reference is named', () => {
    assert.throws(
      () => corpusBleu(new Map([['cat7', candidate]]), new Map()),
      (error: Error) => error instanceof UserError && /cat7/.test(error.message),
    );
    assert.throws(() => corpusBleu(new Map(), new Map()), UserError);
  });

  test("as NLTK documents it: the guide's sentence and corpus BLEU", () => {
    const { bleu } = sentenceBleu(guide.good, guide.references);
    for (const [at, value] of [0.7453, 0.624, 0.5045].entries()) close(bleu[at + 1], value, 1e-4);
    const book = words('he read the book because he was interested in world history');
    const read = words('he was interested in world history because he read the book');
    const corpus = corpusBleu(
      new Map([
        ['guide', guide.good],
        ['book', book],
      ]),
      new Map([
        ['guide', guide.references],
        ['book', [read]],
      ]),
    );
    close(corpus.bleu[1], 0.8242, 1e-4);
    const [one, two, three] = corpus.precisions.map(Math.log);
    const weighted = Math.exp(0.333 * one + 0.333 * two + 0.334 * three) * corpus.brevityPenalty;
    close(weighted, 0.7067, 1e-4);
    close(corpus.bleu[3], 0.592, 1e-4);
    const [p1, p2, p3, p4] = corpus.precisions;
    close(p1 ** 0.1 * p2 ** 0.3 * p3 ** 0.5 * p4 ** 0.1 * corpus.brevityPenalty, 0.5818, 1e-4);
    close((bleu[3] + sentenceBleu(book, [read]).bleu[3]) / 2, 0.6223, 1e-4);
  });

  test('as NLTK documents it: five tokens, nothing matched, smoothed', () => {
    const five = largestCounts(guide.references.map((tokens) => countNgrams(tokens, 5)));
    const product = countNgrams(guide.good, 5)
      .map((counts, at) => clippedMatches(counts, five[at]) / (guide.good.length - at))
      .reduce((all, precision) => all * precision);
    close(product ** (1 / 5), 0.392, 1e-4);
    const bad = sentenceBleu(guide.bad, guide.references);
    close(bad.bleu[3], 0, 1e-4);
    const smoothed = bad.matches.map((match, at) => (match || 0.1) / bad.guesses[at]);
    const mean = smoothed.reduce((all, precision) => all * precision) ** 0.25;
    close(mean * bad.brevityPenalty, 0.037, 1e-4);
  });
});
