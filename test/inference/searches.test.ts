import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featureTable } from '../../lib/image-encoding/index.js';
import { searchedBatches } from '../../lib/inference/index.js';
import { captionerOf, type TrainedModel } from '../../lib/model/index.js';
import {
  assertNoTensorLeft,
  beam,
  features,
  greedy,
  maxLength,
  talkativeModel,
  vocabulary,
} from './talkative-model.js';

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
  const trained = { model: captionerOf(model), inputs } as unknown as TrainedModel;
  const found = await assertNoTensorLeft(async () => {
    const batches: [string, unknown][] = [];
    for await (const batch of searchedBatches(trained, [ids], { width: 3 })) batches.push(...batch);
    return new Map(batches);
  });
  const walked = await greedy(model, { alternatives: 5 });
  const beams = await beam(model, { normalisation: 'length' });
  ids.forEach((id, at) => {
    assert.deepEqual(found.get(id), { greedy: walked[at], beams: beams[at] });
    assert.equal(walked[at].words[0].alternatives?.length, 5);
  });
});
