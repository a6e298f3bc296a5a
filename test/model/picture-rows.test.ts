import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import { copiedRows, keptRows, pictureRows } from '../../lib/model/index.js';

const features = { width: 2, of: (id: string) => Float32Array.of(Number(id), -Number(id)) };
const ids = ['3', '1', '4', '5', '9'];

describe("pictures' vectors, by the batch", () => {
  before(() => startEngine());

  it('are the same kept on the device as copied to it, in any order and more than once', async () => {
    const wanted = ['5', '3', '3', '9'];
    const rows = [keptRows(features, ids).of(wanted), copiedRows(features).of(wanted)];
    const [kept, copied] = (await Promise.all(rows.map((one) => one.array()))) as number[][][];
    assert.deepEqual(kept, copied);
    assert.deepEqual(kept[0], [5, -5]);
  });

  it('are read once a picture when they are kept, and leave nothing behind', () => {
    const before = tf.memory().numTensors;
    const read: string[] = [];
    const of = (id: string) => {
      read.push(id);
      return features.of(id);
    };
    const rows = pictureRows({ width: 2, of }, ids);
    for (let i = 0; i < 3; i++) rows.of(ids).dispose();
    rows.dispose();
    assert.deepEqual(read, ids);
    assert.equal(tf.memory().numTensors, before);
  });

  it('are copied batch by batch where there are too many to keep', () => {
    const of = () => assert.fail('read before it is wanted');
    assert.doesNotThrow(() => pictureRows({ width: 2 ** 24, of }, ids));
  });
});
