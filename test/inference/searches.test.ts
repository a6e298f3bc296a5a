import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { startEngine, tf } from '../../lib/engine';
import { featureTable } from '../../lib/image-encoding';
import { beamSearch, greedySearch, searchPictures } from '../../lib/inference';
import type { TrainedModel } from '../../lib/model';
import { features, maxLength, talkativeModel, vocabulary } from './talkative-model';

before(() => startEngine());

test('both searches of many pictures are those of each search alone, without a tensor left', async () => {
  const model = talkativeModel();
  const ids = features.map((_, at) => `picture${at}`);
  const width = features[0].length;
  const rows = Float32Array.from(features.flatMap((row) => [...row]));
  const inputs = {
    vocabulary,
    features: featureTable(ids, rows, width, 'by lot'),
    sequences: { maxLength },
  };
  const before = tf.memory().numTensors;
  const found = await searchPictures({ model, inputs } as unknown as TrainedModel, ids, 3);
  assert.equal(tf.memory().numTensors, before);
  const options = { maxLength, alternatives: 5 };
  const greedy = await greedySearch(model, vocabulary, features, options);
  const beams = await beamSearch(model, vocabulary, features, { maxLength, width: 3 });
  ids.forEach((id, at) => {
    assert.deepEqual(found.get(id), { greedy: greedy[at], beams: beams[at] });
    assert.equal(greedy[at].words[0].alternatives?.length, 5);
  });
});
