import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  decodeNpy,
  decodeSafetensors,
  encodeNpy,
  encodeSafetensors,
  headerPath,
  npyHeader,
  readArtefact,
  readNpyRows,
  writeArtefact,
} from '../../lib/outputs/index.js';
import { jsonMutantsOf, mutantsOf, onlyUserErrors } from '../mutants.js';

const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
after(() => rmSync(folder, { recursive: true }));

const tensors = {
  kernel: { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
  bias: { shape: [3], data: Float32Array.of(1, 2, 3) },
};
const safetensors = encodeSafetensors(tensors, { encoder: 'tiny' });
const npy = encodeNpy([2, 3], tensors.kernel.data);

/** A safetensors file with another header. */
function withHeader(header: unknown): Buffer {
  const json = Buffer.from(JSON.stringify(header) ?? '');
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(36)]);
}

const header = JSON.parse(
  safetensors.toString('utf8', 8, 8 + Number(safetensors.readBigUInt64LE(0))),
);

/** A .npy file with a header of one's own. */
const npyOf = (shape: number[], descr: string) =>
  Buffer.concat([npyHeader(shape, descr), Buffer.alloc(8)]);

describe('whatever a file holds, it is read or refused by name', () => {
  it('safetensors, byte by byte', () =>
    onlyUserErrors(
      mutantsOf(safetensors),
      'w.safetensors',
      (bytes) => decodeSafetensors(bytes, 'w.safetensors'),
      { label: 'safetensors' },
    ));

  it('safetensors, their header', () =>
    onlyUserErrors(
      jsonMutantsOf(header),
      'w.safetensors',
      (json) => decodeSafetensors(withHeader(json), 'w.safetensors'),
      { label: 'safetensors, their header' },
    ));

  it('.npy', () => onlyUserErrors(mutantsOf(npy), 'x.npy', (bytes) => decodeNpy(bytes, 'x.npy')));

  it('.npy that claims more than there is, before memory is asked for', () => {
    for (const shape of [[2 ** 40], [2 ** 31, 2 ** 31], [1e15, 1e15], [2 ** 52, 4]]) {
      assert.throws(() => decodeNpy(npyOf(shape, '<f4'), 'x.npy'), { name: 'UserError' });
    }
  });

  it('.npy of a type that is a name of something else', () => {
    for (const descr of ['toString', '__proto__', 'constructor', '<f8']) {
      assert.throws(() => decodeNpy(npyOf([2], descr), 'x.npy'), {
        name: 'UserError',
        message: `x.npy holds values of type ${descr}, expected <f4, <i4, |i1.`,
      });
    }
  });

  it('rows of .npy', () => {
    const path = join(folder, 'rows.npy');
    const read = (bytes: Uint8Array) => {
      writeFileSync(path, bytes);
      const rows = readNpyRows(path, '<f4');
      for (let row = 0; row < Math.min(9, rows.shape[0]); row++) rows.read(row);
      rows.close();
    };
    return onlyUserErrors(mutantsOf(npy), 'rows.npy', read, { label: 'rows of .npy' });
  });

  it('an artefact, its contents and its header', async () => {
    const path = join(folder, 'words.json');
    writeArtefact(path, '{"words": ["cat"]}', { dataset: 'cats 1', seed: 1 });
    const whole = readFileSync(headerPath(path));
    const changedHeader = (header: Uint8Array | string) => {
      writeFileSync(headerPath(path), header);
      readArtefact(path, { dataset: 'cats 1' });
    };
    await onlyUserErrors(mutantsOf(whole), 'words.json', changedHeader, {
      label: "an artefact's header, changed bytes",
    });
    const values = jsonMutantsOf(JSON.parse(whole.toString())).map((one) => JSON.stringify(one));
    await onlyUserErrors(values, 'words.json', changedHeader, {
      label: "an artefact's header, changed values",
    });
    writeFileSync(headerPath(path), whole);
    const changedContents = (bytes: Uint8Array) => {
      writeFileSync(path, bytes);
      readArtefact(path);
    };
    await onlyUserErrors(mutantsOf(readFileSync(path)), 'words.json', changedContents, {
      label: 'an artefact',
    });
  });
});
