import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ciderD,
  ciderSteps,
  ciderWeights,
  countCaption,
  countDocuments,
  protocolInWords,
  protocols,
  referenceCorpus,
  scoreCaptions,
} from '../../lib/evaluation/index.js';
import { UserError } from '../../lib/outputs/index.js';

const counted = (text: string) => countCaption(text.split(' ').filter((word) => word !== ''));
const close = (a: number, b: number, within = 1e-12) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);

const references = new Map([
  ['cat', ['the black cat sat on grass', 'the cat is on the grass']],
  ['dog', ['the dog is on the road', 'a dog runs']],
  ['sea', ['waves break on the beach', 'the sea']],
]);
const documents = countDocuments(
  Array.from(references.values(), (captions) => captions.map(counted)),
);

describe('document frequencies', () => {
  test('count pictures, not captions', () => {
    assert.equal(documents.pictures, 3);
    const of = (ngram: string) => documents.pictureCounts.get(ngram);
    assert.deepEqual(
      [of('the'), of('dog'), of('on the'), of('is on the'), of('cat runs')],
      [...[3, 1, 3, 2], undefined],
    );
  });
});

describe('CIDEr-D', () => {
  const of = (candidate: string, ...others: string[]) =>
    ciderD(counted(candidate), others.map(counted), documents);
  const [ln3, ln15] = [Math.log(3), Math.log(1.5)];

  test('by hand: "dog road" against "the dog is on the road"', () => {
    // Of single words "the" and "on" weigh nothing; dog and road ln 3 each, "is" ln(3/2). No pair is shared.
    const cosine = (2 * ln3 ** 2) / (Math.SQRT2 * ln3) / Math.sqrt(2 * ln3 ** 2 + ln15 ** 2);
    const penalty = Math.exp(-(4 ** 2) / 72);
    close(of('dog road', 'the dog is on the road'), (10 * cosine * penalty) / 4);
  });

  test('a word said three times counts as often as the reference says it', () => {
    const penalty = Math.exp(-(2 ** 2) / 72);
    close(of('dog dog dog', 'dog'), (10 * penalty * (1 / 3)) / 4);
    close(of('dog', 'dog'), 10 / 4);
  });

  test('10 for a reference of four or more words, alone; references are averaged', () => {
    const itself = of('waves break on the beach', 'waves break on the beach');
    close(itself, 10);
    const other = of('waves break on the beach', 'the sea');
    close(of('waves break on the beach', 'waves break on the beach', 'the sea'), (10 + other) / 2);
  });

  test('words that no reference has only lengthen the caption', () => {
    assert.equal(of('snow', 'dog'), 0);
    assert.equal(of('', 'dog'), 0);
    assert.ok(of('dog snow', 'dog') < of('dog', 'dog'));
  });
});

describe('CIDEr-D by hand', () => {
  const pairs = [
    ['the black black cat sat on the road', 'the black cat sat on grass'],
    ['waves break on the beach', 'waves break on the beach'],
    ['dog', 'the dog is on the road'],
    ['snow', 'the sea'],
  ];

  test('comes to what the lib computes', () => {
    for (const [candidate, reference] of pairs) {
      const steps = ciderSteps(candidate, reference, documents);
      const mean = steps.reduce((sum, step) => sum + step['cosine × penalty'], 0) / 4;
      close(10 * mean, ciderD(counted(candidate), [counted(reference)], documents));
    }
  });

  test('shows rarity, weights and what clipping takes away', () => {
    const rows = ciderWeights(pairs[0][0], pairs[0][1], documents, 1);
    const row = (words: string) => rows.find((one) => one.words === words)!;
    assert.equal(row('the').rarity, 0);
    const ln3 = Math.log(3);
    assert.deepEqual(row('black'), {
      ...{ words: 'black', 'in pictures': 1, rarity: ln3, candidate: 2 * ln3 },
      ...{ reference: ln3, 'clipped product': ln3 ** 2 },
    });
    assert.equal(row('road')['clipped product'], 0);
    const [first] = ciderSteps(pairs[0][0], pairs[0][1], documents);
    close(first.penalty, Math.exp(-(2 ** 2) / 72));
  });
});

describe('CIDEr of single pictures', () => {
  const cat = new Map([['cat', 'the black cat sat on the grass']]);

  test('is 0 with its own document frequencies, and a number with those of a corpus', () => {
    assert.equal(scoreCaptions(cat, references).corpus.CIDEr, 0);
    const corpus = referenceCorpus(references);
    const { corpus: scores, protocol } = scoreCaptions(cat, references, { corpus });
    assert.match(protocolInWords(protocol), /document frequencies from a corpus of 3 pictures$/);
    const alone = scores.CIDEr;
    const all = new Map([...cat, ['dog', 'a dog'], ['sea', 'the sea']]);
    const among = scoreCaptions(all, references).pictures[0].scores.CIDEr;
    assert.ok(alone > 1);
    close(alone, among);
  });

  test('the corpus must have been counted under the same rules', () => {
    const corpus = referenceCorpus(references, protocols.tutorial);
    assert.ok(scoreCaptions(cat, references, { ...protocols.tutorial, corpus }).corpus.CIDEr > 1);
    assert.throws(
      () => scoreCaptions(cat, references, { corpus }),
      (error: Error) =>
        error instanceof UserError && /tokenizer whitespace.* tokenizer coco/.test(error.message),
    );
  });
});
