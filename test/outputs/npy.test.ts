import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeNpy, encodeNpy } from '../../lib/outputs/index.js';

/** What `np.save` of NumPy 2.4 writes for `np.array([[1, 2, 3]], dtype='<f4')`. */
const numpyHeader =
  `\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }`.padEnd(127) +
  '\n';
const rows = Float32Array.of(1, 2, 3);
const numpyFile = Buffer.concat([Buffer.from(numpyHeader, 'latin1'), Buffer.from(rows.buffer)]);

const refused = (bytes: Uint8Array, message: RegExp) =>
  assert.throws(() => decodeNpy(bytes, 'rows.npy'), { name: 'UserError', message });

describe('.npy files', () => {
  it('are byte for byte what NumPy writes', () => {
    assert.deepEqual(encodeNpy([1, 3], rows), numpyFile);
    assert.deepEqual(decodeNpy(numpyFile, 'rows.npy'), { shape: [1, 3], data: rows });
  });

  it('come back with their type and shape', () => {
    for (const array of [
      { shape: [2, 1, 2], data: Float32Array.of(0.5, -1, NaN, Infinity) },
      { shape: [3], data: Int32Array.of(1, -2, 2 ** 31 - 1) },
      { shape: [2, 2], data: Int8Array.of(-128, 0, 1, 127) },
      { shape: [], data: Float32Array.of(7) },
      { shape: [0, 2048], data: new Float32Array(0) },
    ]) {
      assert.deepEqual(decodeNpy(encodeNpy(array.shape, array.data), 'a.npy'), array);
    }
  });

  it('are read in their second version, whose header may be longer', () => {
    const header = numpyFile.subarray(10, 128);
    const start = Buffer.from([...numpyFile.subarray(0, 6), 2, 0, header.length, 0, 0, 0]);
    const second = Buffer.concat([start, header, numpyFile.subarray(128)]);
    assert.deepEqual(decodeNpy(second, 'rows.npy'), { shape: [1, 3], data: rows });
  });

  it('are refused by name cut short, in another type or in another order', () => {
    for (const length of [0, 8, 60]) {
      refused(numpyFile.subarray(0, length), /^rows\.npy is not a whole \.npy file/);
    }
    refused(numpyFile.subarray(0, 136), /it has 8 bytes of values, its shape \[1,3\] asks for 12/);
    const changed = (from: string, to: string) =>
      Buffer.from(numpyFile.toString('latin1').replace(from, to), 'latin1');
    refused(
      changed('<f4', '<f8'),
      /^rows\.npy holds values of type <f8, expected <f4, <i4, \|i1\./,
    );
    refused(changed('False, ', 'True,  '), /^rows\.npy is in Fortran's order/);
  });
});
