import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeSafetensors, encodeSafetensors } from '../../lib/outputs/index.js';

const tensors = {
  rows: { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
  bias: { shape: [1], data: Float32Array.of(-0.5) },
};

describe('safetensors', () => {
  it('come back with their shapes, values and notes', () => {
    const bytes = encodeSafetensors(tensors, { ids: '["a","b"]' });
    const read = decodeSafetensors(bytes, 'x');
    assert.deepEqual(read.tensors, tensors);
    assert.deepEqual(read.metadata, { ids: '["a","b"]' });
  });

  it('follow the published layout: length, JSON header, values', () => {
    const bytes = encodeSafetensors({ bias: tensors.bias });
    const headerLength = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength));
    assert.deepEqual(header.bias, { dtype: 'F32', shape: [1], data_offsets: [0, 4] });
    assert.equal(headerLength % 8, 0);
    assert.equal(bytes.readFloatLE(8 + headerLength), -0.5);
  });

  it('cut short anywhere are refused by name', () => {
    const bytes = encodeSafetensors(tensors);
    for (const length of [0, 7, 20, bytes.length - 1]) {
      assert.throws(() => decodeSafetensors(bytes.subarray(0, length), 'weights.safetensors'), {
        name: 'UserError',
        message: /^weights\.safetensors is not a whole safetensors file/,
      });
    }
  });

  it('refuse a shape that does not hold the values', () => {
    const wrong = { rows: { shape: [2, 2], data: new Float32Array(6) } };
    assert.throws(() => encodeSafetensors(wrong), /rows has 6 values, its shape is \[2,2\]/);
  });
});
