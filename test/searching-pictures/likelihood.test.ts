import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { goOn } from '../../lib/inference/index.js';
import { captioners } from '../../lib/model/captioners.js';
import { logLikelihoods, sharedBeginnings } from '../../lib/searching-pictures/index.js';
import { maxLength, vocabulary } from '../inference/talkative-model.js';

const queries = [
  'black cat sat on grass',
  'black cat sat on road',
  'cat on road',
  'black cat',
  'cat on road',
];
const indexOf = (word: string) => vocabulary.indexOf.get(word) as number;
const sequences = queries.map((text) => ['startseq', ...text.split(' '), 'endseq'].map(indexOf));

describe('queries that begin alike', () => {
  it('are read once as far as they are the same', () => {
    const { rows, asked, words } = sharedBeginnings(sequences);
    assert.equal(rows.length, 7 + 3); // of the first two queries 6 and 1 more, none for `black cat`; of `cat on road` 3 behind `startseq`
    assert.deepEqual(words[2], words[4]);
    assert.deepEqual(words[0].slice(0, 4), words[1].slice(0, 4));
    for (const [query, places] of words.entries()) {
      const targets = places.map((place) => asked[place].word);
      assert.deepEqual(targets, sequences[query].slice(1));
      for (const [step, place] of places.entries()) {
        const row = rows[asked[place].row];
        assert.equal(row.step, step);
        const beginning = sequences[row.query].slice(0, step + 1);
        assert.deepEqual(beginning, sequences[query].slice(0, step + 1));
      }
    }
  });
});

const random = createRandom('pictures that are looked for');
const sizes = {
  ...{ vocabularySize: vocabulary.size, maxLength, embeddingWidth: 4 },
  embedding: Float32Array.from({ length: vocabulary.size * 4 }, random.normal),
};

for (const [name, kind] of Object.entries(captioners)) {
  describe(`the likelihood of queries by the captioner ${name}`, () => {
    before(() => startEngine());

    it('is what it gives their words one after the other, for every picture, and leaves no tensor', async () => {
      const cells = kind.readsMaps ? 6 : 1;
      const settings = { units: 6, dropout: 0, embedding: 'tuned', seed: 3 } as const;
      const model = kind.build({ ...sizes, reads: { cells, width: 5 } }, settings);
      const ids = Array.from({ length: 11 }, (_, i) => `picture ${i}`);
      const numbers = ids.map(() =>
        Float32Array.from({ length: cells * 5 }, () => random.normal()),
      );
      const features = { width: 5, cells, of: (id: string) => numbers[ids.indexOf(id)] };
      const before = tf.memory().numTensors;
      const logs = await logLikelihoods(model, features, ids, sequences);
      assert.equal(tf.memory().numTensors, before);
      const beginnings = queries.map((text) => [...text.split(' '), 'endseq']);
      const spoken = await goOn(model, vocabulary, numbers, beginnings, { maxLength });
      for (const [picture, captions] of spoken.entries()) {
        for (const [query, { logProbability }] of captions.entries()) {
          const own = logs[query * ids.length + picture];
          assert.ok(Math.abs(own - logProbability) < 1e-4, `${own} ${logProbability}`);
        }
      }
      model.dispose();
    });
  });
}
