import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeSequences } from '../../lib/caption-preprocessing/index.js';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import { tf } from '../../lib/engine/index.js';
import { captionBatches, countPairs } from '../../lib/generator/index.js';
import { MOBILENET_V2 } from '../../lib/image-encoding/index.js';
import { buildMergeModel, countParameters, lossCurves } from '../../lib/model/index.js';
import { buildVocabulary, countWords, trainCaptions } from '../../lib/vocabulary/index.js';
import { assertQuotes, grouped } from '../quotes.js';
import { sharedData } from '../shared-data.js';

const notebook = '08-model';
const folder = sharedData('flickr8k');
const skip = folder ? false : 'no Flickr8k under ../shared/data';
const millions = (value: number) => `${(value / 1e6).toFixed(2)} million`;

/** Measured on Flickr8k by trainings that take too long for a test: the final training losses of the two gates. */
const MEASURED = [
  "with MobileNetV2's features, ten epochs ended at a training loss of 2.708 with the hard one and 2.710 with the other",
];

/** What the tutorial says of its own training: seconds an epoch, hours without a GPU. */
const TUTORIAL = [
  'about 118 s each on a cloud GPU of 2018, an hour in all. For a computer without one it reckons with 8 to 16 hours',
];

describe('what notebook 8 says about Flickr8k', () => {
  test('is what its captions make of the model', { skip }, async () => {
    const dataset = await openDataset({ name: 'flickr8k', folder });
    const cleaned = cleanCaptions(dataset.captions, 'tutorial');
    const counts = countWords(trainCaptions(dataset, cleaned));
    const vocabulary = buildVocabulary(counts, { minCount: 10 });
    const { maxLength, train } = makeSequences(dataset, cleaned, vocabulary);

    const pairs = countPairs(train);
    const batches = [...captionBatches(train, { batchSize: 64 })];
    const onePass = batches.reduce((sum, { batch, steps }) => sum + batch * steps, 0);

    await tf.setBackend('cpu');
    const embedding = new Float32Array(vocabulary.size * 200);
    const model = buildMergeModel({ vocabularySize: vocabulary.size, maxLength, embedding });
    const { all, trained, frozen } = countParameters(model);
    assert.deepEqual([all, trained], [1_813_268, 1_482_868]);
    const lastLayer = model.getLayer('next_word').countParams();
    const { width } = MOBILENET_V2;
    const fewer = (2048 - width) * 256; // weights of the picture's dense layer
    const { epochs, losses } = lossCurves([], { name: 'flickr8k', text: 'tutorial' }).printed as {
      epochs: number[];
      losses: number[];
    };
    assert.deepEqual(epochs, [1, 10, 20, 30]);
    const [first, tenth, twentieth, final] = losses.map((loss) => loss.toFixed(4));

    assertQuotes(notebook, [
      `with InceptionV3: ${grouped(2048)} numbers per picture, prefixes of ${maxLength}, vectors of 200, and ${grouped(vocabulary.size)} classes: ${grouped(vocabulary.words.length)} words`,
      ...MEASURED,
      `with InceptionV3: ${grouped(all)} parameters, of which ${grouped(trained)} are trained; the ${grouped(frozen)} others are GloVe's. The last layer has ${grouped(lastLayer)}. With MobileNetV2, whose features are ${grouped(width)} numbers wide, ${grouped(fewer)} fewer`,
      `guessing costs ${Math.log(vocabulary.size).toFixed(2)}`,
      `${millions(pairs * maxLength)} LSTM steps, padding included. An epoch of captions takes ${millions(onePass)}: ${Math.round((pairs * maxLength) / onePass)} times less`,
      `three pictures make about ${Math.round((3 * pairs) / train.size)} pairs, and an epoch ${grouped(Math.ceil(train.size / 3))} steps`,
      ...TUTORIAL,
      `${first} after its first epoch, ${tenth} after 10, ${twentieth} after 20 and ${final} after all 30`,
    ]);
  });
});
