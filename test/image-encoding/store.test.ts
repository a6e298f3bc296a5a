import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Dataset } from '../../lib/data-understanding/index.js';
import {
  featuresFolder,
  featuresMadeFrom,
  openFeatures,
  openFeatureWriter,
  readFeatures,
} from '../../lib/image-encoding/index.js';
import { toHalves } from '../../lib/image-encoding/store/halves.js';
import { decodeNpy } from '../../lib/outputs/index.js';

const mark = { name: 'tiny', fingerprint: 'seed 7', resize: 'smooth' as const };
const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
const dataset = { fingerprint: 'cats 1', runFolder: folder } as Dataset;
const store = featuresFolder(dataset, 'tiny');
const settings = {
  ids: ['white-cat', 'no-cat', 'black-cat'],
  madeFrom: featuresMadeFrom(mark),
  width: 2,
  mapShape: [1, 2, 2],
};
const white = { imageId: 'white-cat', vector: Float32Array.of(1, 2), map: new Uint16Array(4) };
const black = {
  imageId: 'black-cat',
  vector: Float32Array.of(-3, 0.1),
  map: toHalves(Float32Array.of(0.5, -2, 1000, 0.1)),
};

describe('the feature store', () => {
  before(() => {
    const writer = openFeatureWriter(store, settings);
    writer.write([black]); // not in the order of the rows
    writer.write([{ imageId: 'no-cat', reason: 'no.jpg cannot\nbe read' }, white]);
    assert.equal(writer.close().missing, 0);
  });

  it('gives each picture its own vector and map', () => {
    const features = openFeatures(dataset, mark);
    assert.deepEqual(features.ids, ['white-cat', 'black-cat']);
    assert.deepEqual(features.of('black-cat'), Float32Array.of(-3, 0.1));
    assert.deepEqual(features.mapShape, [1, 2, 2]);
    const [half, two, thousand, tenth] = features.mapOf('black-cat');
    assert.deepEqual([half, two, thousand], [0.5, -2, 1000]);
    assert.ok(Math.abs(tenth - 0.1) < 1e-4); // float16 keeps three digits
    features.close();
    assert.deepEqual(readFeatures(dataset, mark).of('white-cat'), Float32Array.of(1, 2));
  });

  it('knows which pictures were skipped and why', () => {
    const features = openFeatures(dataset, mark);
    assert.equal(features.skipped[0].imageId, 'no-cat');
    assert.throws(() => features.of('no-cat'), /it could not be read: no\.jpg cannot be read$/);
    assert.throws(() => features.of('dog'), /Picture dog has no features by \w+: it was not among/);
    features.close();
  });

  it('is a .npy file that NumPy opens, rows in the order of the ids, NaN where a picture is missing', () => {
    const { shape, data } = decodeNpy(readFileSync(join(store, 'vectors.npy')), 'vectors.npy');
    assert.deepEqual(shape, [3, 2]);
    assert.deepEqual(data, Float32Array.of(1, 2, NaN, NaN, -3, 0.1));
    assert.match(readFileSync(join(store, 'maps.npy'), 'latin1'), /'<f2'.*\(3, 1, 2, 2\)/);
  });

  it('does not depend on the captions', () => {
    const corrected = { ...dataset, fingerprint: 'cats 2' };
    assert.deepEqual(readFeatures(corrected, mark).rows, readFeatures(dataset, mark).rows);
  });

  it('is refused for another encoder, weights or resize rule, with the names of both', () => {
    const trained = { ...mark, fingerprint: 'seed 8' };
    assert.throws(() => readFeatures(dataset, trained), /weights seed 7, but .* now seed 8/);
    const nearest = { ...mark, resize: 'nearest' as const };
    assert.throws(() => readFeatures(dataset, nearest), /resize smooth, but .* now nearest/);
    assert.throws(() => openFeatures(dataset, 'huge'), /features\/huge\/index\.tsv is not there/);
  });

  it('is not written twice', () => {
    assert.throws(() => openFeatureWriter(store, settings), /is there already/);
  });

  it('names the picture whose row was changed, and a file that was cut short', () => {
    const path = join(store, 'vectors.npy');
    const bytes = readFileSync(path);
    const changed = Buffer.from(bytes);
    changed[changed.length - 1] ^= 1;
    writeFileSync(path, changed);
    const features = openFeatures(dataset, mark);
    assert.deepEqual(features.of('white-cat'), Float32Array.of(1, 2));
    assert.throws(() => features.of('black-cat'), /vectors\.npy .* row of picture black-cat was/);
    features.close();
    assert.throws(() => readFeatures(dataset, mark), /picture black-cat was changed/);
    truncateSync(path, bytes.length - 4);
    assert.throws(() => openFeatures(dataset, mark), /vectors\.npy has \d+ bytes instead of/);
    writeFileSync(path, 'text');
    assert.throws(() => openFeatures(dataset, mark), /vectors\.npy is not a whole \.npy file/);
    writeFileSync(path, bytes);
    writeFileSync(join(store, 'index.tsv'), 'white-cat\t0000\n');
    assert.throws(() => openFeatures(dataset, mark), /index\.tsv has 15 bytes instead of/);
  });
});

describe('an unfinished store', () => {
  it('trusts no row that lacks its checksum', () => {
    const other = featuresFolder(dataset, 'half-written');
    const writer = openFeatureWriter(other, settings);
    writer.write([black, white]);
    assert.equal(writer.close().missing, 1);
    const path = join(other, 'vectors.npy');
    const bytes = readFileSync(path);
    bytes.fill(0, bytes.length - 8); // a power cut lost the last row
    writeFileSync(path, bytes);
    const again = openFeatureWriter(other, settings);
    assert.deepEqual([...again.rows.keys()], ['white-cat']);
    again.close();
  });

  it('is refused by name when the note of what it is made from is damaged', () => {
    const other = featuresFolder(dataset, 'damaged');
    openFeatureWriter(other, settings).close();
    writeFileSync(join(other, 'begun.json'), '{"dataset": "ca');
    assert.throws(() => openFeatureWriter(other, settings), {
      name: 'UserError',
      message: /begun\.json cannot be read: .* To begin anew, delete .*damaged\./,
    });
  });
});
