import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../lib/engine/random.js';
import {
  featureTable,
  nearestOfMany,
  nearestPictures,
  withFeatures,
} from '../../lib/image-encoding/index.js';

test('a picture without features is nobody’s neighbour, and those that have them keep their order', async () => {
  const features = featureTable(['b', 'a', 'c'], Float32Array.of(1, 0, 1, 1, 0, 1), 2, 'by hand');
  const all = ['unreadable', 'a', 'b', 'c'];
  assert.deepEqual(withFeatures(all, features), ['a', 'b', 'c']);
  const nearest = nearestPictures(features, 'b', all).map(({ imageId }) => imageId);
  assert.deepEqual(nearest, ['a', 'c']);
  const many = await nearestOfMany(features, ['b'], all, 5);
  assert.deepEqual(
    many.get('b')?.map(({ imageId }) => imageId),
    nearest,
  );
});

test('the neighbours of many pictures at once are those found one by one', async () => {
  const random = createRandom(4);
  const ids = Array.from({ length: 40 }, (_, at) => `picture${at}`);
  const rows = Float32Array.from({ length: 40 * 8 }, () => random.normal());
  const features = featureTable(ids, rows, 8, 'by lot');
  const candidates = ids.slice(10);
  const many = await nearestOfMany(features, ids, candidates, 3);
  for (const id of ids) {
    const found = many.get(id) ?? [];
    const alone = nearestPictures(features, id, candidates, 3);
    assert.deepEqual(
      found.map(({ imageId }) => imageId),
      alone.map(({ imageId }) => imageId),
    );
    found.forEach(({ similarity }, at) => {
      assert.ok(Math.abs(similarity - alone[at].similarity) < 1e-5);
    });
  }
});
