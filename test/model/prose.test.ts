import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeSequences } from '../../lib/caption-preprocessing/index.js';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import { tf } from '../../lib/engine/index.js';
import { captionBatches, countPairs } from '../../lib/generator/index.js';
import { MOBILENET_V2 } from '../../lib/image-encoding/index.js';
import { buildMergeModel, countParameters } from '../../lib/model/index.js';
import { buildVocabulary, countWords, trainCaptions } from '../../lib/vocabulary/index.js';
import { assertSays } from '../prose.js';
import { sharedData } from '../shared-data.js';

const notebook = '08-model';
const folder = sharedData('flickr8k');
const skip = folder ? false : 'no Flickr8k under ../shared/data';
const grouped = (value: number) => value.toLocaleString('en');
const millions = (value: number) => `${(value / 1e6).toFixed(2)} million`;

describe('what notebook 8 says about Flickr8k', () => {
  test('is what its captions make of the model', { skip }, async () => {
    const dataset = await openDataset({ name: 'flickr8k', folder });
    const cleaned = cleanCaptions(dataset.captions, 'tutorial');
    const counts = countWords(trainCaptions(dataset, cleaned));
    const vocabulary = buildVocabulary(counts, { minCount: 10 });
    const { maxLength, train } = makeSequences(dataset, cleaned, vocabulary);
    assertSays(notebook, `2048 numbers a picture, prefixes of ${maxLength}, vectors of 200`);
    assertSays(
      notebook,
      `${vocabulary.size} classes: ${vocabulary.words.length} words and padding`,
    );
    assertSays(notebook, `guessing costs ${Math.log(vocabulary.size).toFixed(2)}`);

    const asPairs = countPairs(train) * maxLength;
    const batches = [...captionBatches(train, { batchSize: 64 })];
    const onePass = batches.reduce((sum, { batch, steps }) => sum + batch * steps, 0);
    assertSays(notebook, `${millions(asPairs)} LSTM steps, padding included`);
    assertSays(notebook, `An epoch of captions takes ${millions(onePass)}`);
    assertSays(notebook, `${Math.round(asPairs / onePass)} times less`);

    await tf.setBackend('cpu');
    const embedding = new Float32Array(vocabulary.size * 200);
    const model = buildMergeModel({ vocabularySize: vocabulary.size, maxLength, embedding });
    const { all, trained, frozen } = countParameters(model);
    assertSays(notebook, `${grouped(all)} parameters, of which ${grouped(trained)} are trained`);
    assertSays(notebook, `the ${grouped(frozen)} others are GloVe's`);
    assert.deepEqual([all, trained], [1_813_268, 1_482_868]);
    const fewer = (2048 - MOBILENET_V2.width) * 256; // weights of the picture's dense layer
    assertSays(notebook, `${MOBILENET_V2.width} numbers wide, ${grouped(fewer)} fewer are trained`);
  });
});
