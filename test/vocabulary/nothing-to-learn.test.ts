import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  buildVocabulary,
  chooseWords,
  countWords,
  frequentWords,
  withMarkers,
} from '../../lib/vocabulary/index.js';

const captions = (count: number, text: string) =>
  withMarkers(new Map([['cat', new Array<string>(count).fill(text)]]));

test('a vocabulary of the markers alone is refused, with what was counted and what helps', () => {
  const refused = (marked: Map<string, string[]>, message: RegExp) =>
    assert.throws(() => buildVocabulary(countWords(marked), { minCount: 10 }), {
      name: 'UserError',
      message,
    });
  refused(
    captions(8, 'the cat'),
    /no word is seen 10 times in the 8 training captions; the most frequent, "the", is seen 8 times\. Keep words seen 5 times \(TEXT=full/,
  );
  refused(captions(4, 'the cat'), /"the", is seen 4 times\. Take more captions/);
  refused(captions(12, ''), /the 12 training captions; cleaning leaves no word of them/);
});

test('the markers are kept however few captions there are', () => {
  const counts = countWords(captions(3, 'cat cat cat cat'));
  const { words } = buildVocabulary(counts, { minCount: 10 });
  assert.deepEqual(words, ['startseq', 'cat', 'endseq']);
  assert.deepEqual(frequentWords(counts, { minCount: 99 }).words, ['startseq', 'endseq']);
});

test('words to look at give way to the frequent words of a collection that lacks them', () => {
  const german = captions(10, 'ein kleines mädchen läuft');
  const vocabulary = buildVocabulary(countWords(german), { minCount: 10 });
  assert.deepEqual(chooseWords(['dog', 'cat'], vocabulary, german, 2), ['kleines', 'mädchen']);
  assert.deepEqual(chooseWords(['läuft', 'dog'], vocabulary, german, 1), ['läuft']);
  assert.deepEqual(chooseWords(['dog'], vocabulary, german, 9), [
    'kleines',
    'mädchen',
    'läuft',
    'ein',
  ]);
});
