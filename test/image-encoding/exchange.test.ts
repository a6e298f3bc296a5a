import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it, mock } from 'node:test';
import { type Dataset, imageIdOf } from '../../lib/data-understanding/index.js';
import { startEngine } from '../../lib/engine/index.js';
import { createRandom } from '../../lib/engine/random.js';
import {
  encodeDataset,
  exportFeatures,
  featuresFolder,
  importFeatures,
  joinFeatures,
  openFeatures,
  openFeatureWriter,
  readFeatures,
  readVectorFile,
  unpickleVectors,
} from '../../lib/image-encoding/index.js';
import { decodeNpy, encodeNpy } from '../../lib/outputs/index.js';
import { arbitraryName } from '../data-understanding/arbitrary-names.js';
import { sharedData } from '../shared-data.js';
import { drawDataset, tinyEncoder } from './tiny-encoder.js';

const keras = sharedData('inception-v3/flickr8k-test-302.f32le.bin');
const newFolder = () => mkdtempSync(join(tmpdir(), 'captionlab-'));
const pickle = (name: string) => join(import.meta.dirname, 'pickles', `${name}.pkl`);
const read = (name: string) => unpickleVectors(readFileSync(pickle(name)), `${name}.pkl`);

/** What `make_pickles.py` pickled. */
const vectors = new Map([
  ['black-cat.jpg', Float32Array.of(0.5, -1, 2.25, 200)],
  ['white-cat.jpg', Float32Array.of(0, 0.1, 1e-7, -0)],
]);

/** A data set of the two cats, without pictures. */
const cats = (): Dataset => ({
  ...{
    name: 'flickr8k',
    text: 'tutorial',
    folder: '',
    fingerprint: 'cats 1',
    runFolder: newFolder(),
    problems: [],
  },
  captions: new Map(['white-cat', 'black-cat', 'dog'].map((id) => [id, [`A ${id} .`]])),
  ...{ imagePaths: new Map(), splits: { train: [], dev: [], test: [] } },
});

before(async () => {
  mock.method(console, 'warn', () => {});
  await startEngine();
});

describe("Python's pickles of vectors", () => {
  for (const name of ['protocol-2', 'protocol-3', 'protocol-4', 'protocol-5', 'numpy-1']) {
    it(`are read as Python wrote them: ${name}`, () => assert.deepEqual(read(name), vectors));
  }

  it('are refused when they name anything but arrays, with the name; nothing is run', () => {
    assert.throws(() => read('malicious'), {
      name: 'UserError',
      message: /^malicious\.pkl wants to run posix\.system: .* It was not read\.$/,
    });
  });

  it('are refused with other contents', () => {
    assert.throws(() => read('doubles'), /doubles\.pkl: .* black-cat\.jpg is an array of another/);
    assert.throws(() => read('no-vectors'), /no-vectors\.pkl holds no dictionary of vectors/);
  });

  it('are refused by name when cut short anywhere, or when they are something else', () => {
    const bytes = readFileSync(pickle('protocol-4'));
    for (let length = 0; length < bytes.length; length++) {
      assert.throws(() => unpickleVectors(bytes.subarray(0, length), 'cut.pkl'), {
        name: 'UserError',
        message: /^cut\.pkl/,
      });
    }
    assert.throws(() => unpickleVectors(Buffer.from('A cat .'), 'cat.pkl'), { name: 'UserError' });
  });
});

describe('imported features', () => {
  it('are a store like any other, say that they were imported, and which pictures they lack', async () => {
    const dataset = cats();
    const summary = await importFeatures(dataset, [pickle('protocol-4')], 'some-net');
    assert.deepEqual(summary, { pictures: 2, unknown: [], missing: ['dog'] });
    const store = openFeatures(dataset, 'some-net');
    assert.deepEqual(store.of('black-cat'), vectors.get('black-cat.jpg'));
    assert.throws(() => store.of('dog'), /it was not among those encoded/);
    assert.match(String(store.madeFrom.weights), /^imported [0-9a-f]{12}$/);
    store.close();
    const mark = { name: 'some-net', fingerprint: 'abc', resize: 'nearest' as const };
    assert.throws(() => readFeatures(dataset, mark), /weights imported \w+, but .* is now abc/);
  });

  it('may be imported twice; others are refused, and taken in their place when that is asked for', async () => {
    const dataset = cats();
    await importFeatures(dataset, [pickle('protocol-4')], 'some-net');
    await importFeatures(dataset, [pickle('protocol-2')], 'some-net');
    const others = join(newFolder(), 'others.npy');
    writeFileSync(others, encodeNpy([1, 4], Float32Array.of(1, 2, 3, 4)));
    writeFileSync(others.replace('.npy', '.txt'), 'black-cat.jpg');
    await assert.rejects(importFeatures(dataset, [others], 'some-net'), {
      name: 'UserError',
      message: /some-net holds other features by some-net\. .* add --again\./,
    });
    await importFeatures(dataset, [others], 'some-net', { again: true });
    assert.deepEqual(readFeatures(dataset, 'some-net').rows, Float32Array.of(1, 2, 3, 4));
  });

  it('are as wide as their encoder makes them, where it is one of ours', async () => {
    await assert.rejects(importFeatures(cats(), [pickle('protocol-4')], 'inception-v3'), {
      name: 'UserError',
      message: /vectors of 4 numbers, but inception-v3 makes 2048: another network/,
    });
    await assert.rejects(importFeatures(cats(), [pickle('protocol-4')], '../elsewhere'), {
      name: 'UserError',
      message: /"\.\.\/elsewhere" cannot be an encoder's name/,
    });
  });

  it('are refused when no name is a picture of the data set, and when files repeat one', async () => {
    const dataset = { ...cats(), captions: new Map([['dog', ['A dog .']]]) };
    await assert.rejects(
      importFeatures(dataset, [pickle('protocol-4')], 'some-net'),
      /protocol-4\.pkl names no picture of flickr8k, but black-cat/,
    );
    const both = [pickle('protocol-4'), pickle('protocol-5')];
    await assert.rejects(importFeatures(cats(), both, 'some-net'), /repeats picture black-cat/);
  });
});

describe('a vector file', () => {
  const folder = newFolder();
  const write = (values: number[], names: string) => {
    writeFileSync(join(folder, 'x.npy'), encodeNpy([2, 1], Float32Array.from(values)));
    writeFileSync(join(folder, 'x.txt'), names);
    return join(folder, 'x.npy');
  };

  it('is read with its names', () => {
    const features = readVectorFile(write([1, 2], 'a.jpg\r\nb.jpg\r\n'), 'tiny');
    assert.deepEqual(features.ids, ['a', 'b']);
    assert.deepEqual(features.of('b'), Float32Array.of(2));
  });

  it('is refused when names are missing or repeated, and when a value is no number', () => {
    const refused = (values: number[], names: string, message: RegExp) =>
      assert.throws(() => readVectorFile(write(values, names), 'tiny'), {
        name: 'UserError',
        message,
      });
    refused([1, 2], 'a.jpg\n', /x\.npy holds 2 numbers, expected 1 names times 1/);
    refused([1, 2], 'a.jpg\na.jpg\n', /two vectors for picture a/);
    refused([1, NaN], 'a.jpg\nb.jpg\n', /x\.npy: the vector of picture b holds NaN/);
    assert.throws(() => readVectorFile(join(folder, 'no.npy'), 'tiny'), /no\.npy is not there/);
    assert.throws(() => readVectorFile(join(folder, 'x.txt'), 'tiny'), /is no \.npy, \.pkl or/);
  });

  it("is what Keras's own vectors of 302 test pictures lie in", {
    skip: keras ? false : 'no reference vectors here',
  }, () => {
    const features = readVectorFile(keras as string, 'inception-v3');
    assert.deepEqual([features.ids.length, features.width], [302, 2048]);
    assert.equal(features.ids[0], '106490881_5a2dd9b7bd');
    const values = features.ids.flatMap((id) => [...features.of(id)]);
    assert.equal(Math.min(...values.slice(0, 2048)), 0);
    const largest = values.reduce((most, value) => Math.max(most, value));
    assert.ok(Math.abs(largest - 6.46) < 0.005, `${largest}`);
  });
});

describe('exported features', () => {
  it('come back by import value for value, without the pictures that were skipped', async () => {
    const dataset = await drawDataset(newFolder(), 20);
    writeFileSync(dataset.imagePaths.get('picture-1003') as string, 'no picture');
    await encodeDataset(dataset, tinyEncoder(), { maps: true });
    const store = openFeatures(dataset, 'tiny');
    const files = exportFeatures(store, join(dataset.folder, 'export'));
    assert.deepEqual(readdirSync(join(dataset.folder, 'export')), [
      ...['maps.npy', 'vectors.json', 'vectors.npy', 'vectors.txt'],
    ]);
    assert.deepEqual(decodeNpy(readFileSync(files[0]), 'vectors.npy').shape, [19, 6]);
    const elsewhere = { ...dataset, runFolder: newFolder() };
    await importFeatures(elsewhere, [files[0]], 'tiny');
    const imported = readFeatures(elsewhere, 'tiny');
    assert.deepEqual(imported.ids, store.ids);
    for (const id of store.ids) assert.deepEqual(imported.of(id), store.of(id));
    const again = openFeatures(elsewhere, tinyEncoder());
    assert.deepEqual(again.madeFrom, store.madeFrom);
    again.close();
    store.close();
    await assert.rejects(
      importFeatures(elsewhere, [files[0]], 'huge'),
      /vectors\.npy holds features by tiny, not by huge: import them with --encoder tiny\./,
    );
  });
});

describe('pictures with any id', () => {
  it('keep their vectors through the store, an export and an import', async () => {
    const random = createRandom(11);
    const ids = [
      ...new Set(Array.from({ length: 200 }, () => imageIdOf(arbitraryName(random)))),
    ].filter((id) => !/^\s+(\.|$)/.test(id));
    const dataset = { ...cats(), captions: new Map(ids.map((id) => [id, ['A cat .']])) };
    const settings = { ids, width: 1, madeFrom: { dataset: dataset.fingerprint, encoder: 'tiny' } };
    const writer = openFeatureWriter(featuresFolder(dataset, 'tiny'), settings);
    writer.write(ids.map((imageId, i) => ({ imageId, vector: Float32Array.of(i) })));
    assert.equal(writer.close().missing, 0);
    const store = openFeatures(dataset, 'tiny');
    assert.deepEqual(store.ids, ids);
    const [vectors] = exportFeatures(store, newFolder());
    store.close();
    const elsewhere = { ...dataset, runFolder: newFolder() };
    assert.deepEqual((await importFeatures(elsewhere, [vectors], 'tiny')).unknown, []);
    const imported = readFeatures(elsewhere, 'tiny');
    ids.forEach((id, i) => {
      assert.equal(imported.of(id)[0], i, JSON.stringify(id));
    });
  });
});

describe("other machines' shards", () => {
  it('joined are the same bytes as encoded by one', async () => {
    const encoder = tinyEncoder();
    const dataset = await drawDataset(newFolder(), 40);
    const machines = [1, 2].map(() => ({ ...dataset, runFolder: newFolder() }));
    for (const [i, machine] of machines.entries()) {
      await encodeDataset(machine, encoder, { maps: true, shard: { part: i + 1, parts: 2 } });
    }
    const whole = { ...dataset, runFolder: newFolder() };
    await encodeDataset(whole, encoder, { maps: true });
    const copy = join(newFolder(), 'copy');
    cpSync(featuresFolder(machines[1], 'tiny'), copy, { recursive: true });
    const imagePaths = new Map([...dataset.imagePaths].slice(1));
    const other = { ...dataset, imagePaths, runFolder: newFolder() };
    assert.throws(
      () => joinFeatures(other, [copy]),
      (error: Error) => {
        assert.match(error.message, /pictures 40 \(\w+\), but pictures is now 39/);
        assert.doesNotMatch(error.message, /delete/);
        return true;
      },
    );
    assert.deepEqual(readdirSync(other.runFolder), []);
    assert.deepEqual(joinFeatures(machines[0], [copy]), {
      ...{ encoder: 'tiny', pictures: 40, missing: 0 },
    });
    for (const file of ['index.tsv', 'index.tsv.header.json', 'vectors.npy', 'maps.npy']) {
      const bytes = (of: Dataset) => readFileSync(join(featuresFolder(of, 'tiny'), file));
      assert.ok(bytes(machines[0]).equals(bytes(whole)), file);
    }
  });
});
