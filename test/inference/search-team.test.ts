process.env.CAPTIONLAB_ENGINE = 'wasm';

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createRandom, startEngine } from '../../lib/engine/index.js';
import { searchInBatches } from '../../lib/inference/search-team/search-in-batches.js';
import { captioners } from '../../lib/model/captioners.js';
import { vocabularyOf } from '../../lib/vocabulary/index.js';

const words = ['startseq', 'endseq', 'cat', 'dog', 'on', 'grass', 'black', 'a', 'runs'];
const vocabulary = vocabularyOf(words);
const random = createRandom('pictures');
const pictures = Array.from({ length: 7 }, () => Float32Array.from({ length: 5 }, random.normal));
const batches = [pictures.slice(0, 3), pictures.slice(3, 6), pictures.slice(6)];
const searches = { greedy: { maxLength: 6 }, beam: { maxLength: 6, width: 3 } };

before(async () => {
  await startEngine();
});

for (const name of ['merge', 'merge-attention', 'transformer'] as const) {
  test(`${name} says the same to the bit, and in order, however many threads search`, async () => {
    const cells = captioners[name].readsMaps ? 4 : 1;
    const sizes = {
      ...{ vocabularySize: words.length + 1, maxLength: 7, embeddingWidth: 4 },
      reads: { cells, width: 5 },
    };
    const model = captioners[name].build(sizes, {
      ...{ units: 8, embedding: 'fresh', seed: 3 },
    });
    const featuresOf = (picture: Float32Array) =>
      Float32Array.from({ length: 5 * cells }, (_, i) => picture[i % 5] * (1 + Math.floor(i / 5)));
    const found = async (workers: number) => {
      const all = [];
      for await (const one of searchInBatches(
        ...([model, vocabulary, batches, featuresOf, searches, workers] as const),
      )) {
        all.push(one);
      }
      return all;
    };
    const alone = await found(1);
    assert.deepEqual(
      alone.map(({ batch }) => batch),
      batches,
    );
    assert.deepEqual(
      alone.map(({ found }) => found.beams.length),
      [3, 3, 1],
    );
    assert.deepEqual(await found(2), alone);
  });
}
