import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import type { Dataset } from '../../lib/data-understanding/index.js';
import { startEngine, tf } from '../../lib/engine/index.js';
import {
  encodeDataset,
  featuresFolder,
  joinFeatures,
  loadEncoder,
  openFeatureWriter,
  readFeatures,
  readLayersFolder,
  readMobileNetFolder,
  readVectorFile,
  unpickleVectors,
} from '../../lib/image-encoding/index.js';
import { encodeNpy, encodeSafetensors, writeArtefact } from '../../lib/outputs/index.js';
import { cutsOf, jsonMutantsOf, mutantsOf, onlyUserErrors } from '../mutants.js';
import { drawDataset, tinyEncoder } from './tiny-encoder.js';

/** Where very many files are read, as it is built: its thread is ended by many, and starts again in half the time. */
const { FAULT_BUILT = '../../lib/image-encoding/index.js' } = process.env;
const { readKerasFile }: typeof import('../../lib/image-encoding/index.js') = await import(
  FAULT_BUILT
);

const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
after(() => rmSync(folder, { recursive: true }));
const at = (...names: string[]) => join(folder, ...names);
const own = (name: string) => readFileSync(join(import.meta.dirname, name));

before(async () => {
  mock.method(console, 'warn', () => {});
  mock.method(console, 'log', () => {});
  await startEngine();
});

describe("whatever other programs' files hold, they are read or refused by name", () => {
  it("Keras' weights, cut short anywhere", () =>
    onlyUserErrors(
      cutsOf(own('keras/small.h5')),
      'small.h5',
      (bytes) => readKerasFile(bytes, 'small.h5'),
      { label: "Keras' weights, cut short" },
    ));

  it("Keras' weights, changed anywhere: what keeps their reader busy for ever is given up", () =>
    onlyUserErrors(
      mutantsOf(own('keras/small.h5')),
      'small.h5',
      (bytes) => readKerasFile(bytes, 'small.h5', 0.1),
      { label: "Keras' weights, changed", numRuns: 20 },
    ));

  for (const name of ['protocol-2', 'protocol-5', 'numpy-1']) {
    it(`a pickle of vectors: ${name}`, () =>
      onlyUserErrors(
        mutantsOf(own(`pickles/${name}.pkl`)),
        'v.pkl',
        (bytes) => unpickleVectors(bytes, 'v.pkl'),
        { label: `a pickle of vectors, ${name}` },
      ));
  }

  it('raw vectors and their index', async () => {
    writeFileSync(at('v.bin'), new Float32Array(6));
    const changedIndex = (json: unknown) => {
      writeFileSync(at('v.index.json'), JSON.stringify(json) ?? '');
      readVectorFile(at('v.bin'), 'tiny');
    };
    await onlyUserErrors(jsonMutantsOf({ names: ['a', 'b'], cols: 3 }), 'v.', changedIndex, {
      label: 'the index of raw vectors',
    });
    writeFileSync(at('v.index.json'), '{"names": ["a", "b"], "cols": 3}');
    const changedVectors = (bytes: Uint8Array) => {
      writeFileSync(at('v.bin'), bytes);
      readVectorFile(at('v.bin'), 'tiny');
    };
    await onlyUserErrors(mutantsOf(new Uint8Array(24)), 'v.', changedVectors, {
      label: 'raw vectors',
    });
  });

  it('a network of TensorFlow.js', async () => {
    const input = tf.input({ shape: [2] });
    const output = tf.layers.dense({ units: 2, name: 'dense' }).apply(input);
    const model = tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
    let json: unknown;
    await model.save(
      tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
        writeFileSync(at('weights.bin'), Buffer.from(weightData as ArrayBuffer));
        json = {
          modelTopology,
          weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
        };
        return {
          modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const },
        };
      }),
    );
    const read = (mutant: unknown) => {
      writeFileSync(at('model.json'), JSON.stringify(mutant) ?? '');
      return readLayersFolder(folder);
    };
    const label = 'a network of TensorFlow.js';
    await onlyUserErrors(jsonMutantsOf(json), folder, read, { label });
  });

  it('no file that a folder names is read from elsewhere', async () => {
    const weights = [{ name: 'a/b', shape: [1], dtype: 'float32' }];
    const modelTopology = { config: { layers: [] } };
    for (const name of ['../v.bin', '/etc/hostname', 'x/../../v.bin']) {
      const weightsManifest = [{ paths: [name], weights }];
      writeFileSync(at('model.json'), JSON.stringify({ modelTopology, weightsManifest }));
      await assert.rejects(readLayersFolder(folder), /names .*: only what lies there is read/);
      const layers = [{ layer: 'conv', weights: name, bias: name }];
      writeFileSync(at('layers.json'), JSON.stringify({ layers }));
      assert.throws(() => readMobileNetFolder(folder), /only what lies there is read/);
    }
  });

  it("MobileNetV2's folder", () => {
    writeFileSync(at('w.npy'), encodeNpy([2, 1, 1, 3], new Float32Array(6)));
    writeFileSync(at('b.npy'), encodeNpy([2], new Float32Array(2)));
    const json = { layers: [{ layer: 'conv', weights: 'w.npy', bias: 'b.npy' }] };
    const read = (mutant: unknown) => {
      writeFileSync(at('layers.json'), JSON.stringify(mutant) ?? '');
      readMobileNetFolder(folder);
    };
    return onlyUserErrors(jsonMutantsOf(json), folder, read, { label: "MobileNetV2's folder" });
  });

  it("the scenes' encoder with other tensors", async () => {
    const path = at('scenes.safetensors');
    writeFileSync(path, encodeSafetensors({}, { encoder: 'scenes-cnn' }));
    await assert.rejects(loadEncoder('scenes-cnn', { weights: path }), {
      name: 'UserError',
      message: /scenes\.safetensors has no tensor convolution_1\/kernel of shape \[3, 3, 3, 16\]/,
    });
  });
});

describe('whatever a store holds, it is read, encoded again or refused by name', () => {
  const settings = {
    ...{ ids: ['a', 'b'], width: 2, mapShape: [1, 1, 2] },
    madeFrom: { encoder: 'tiny', weights: 'seed 7', resize: 'nearest' },
  };
  const dataset = {
    ...{ name: 'flickr8k', runFolder: folder },
    imagePaths: new Map([
      ['a', ''],
      ['b', ''],
    ]),
  } as unknown as Dataset;
  const store = () => featuresFolder(dataset, 'tiny');
  const picture = (imageId: string) => ({
    ...{ imageId, vector: Float32Array.of(1, 2), map: new Uint16Array(2) },
  });
  const begin = () => {
    rmSync(store(), { recursive: true, force: true });
    const writer = openFeatureWriter(store(), settings);
    writer.write([picture('a')]);
    writer.close();
  };

  it('a journal', () => {
    begin();
    const journal = readFileSync(join(store(), 'journal.1-of-1.tsv'));
    const read = (bytes: Uint8Array) => {
      writeFileSync(join(store(), 'journal.1-of-1.tsv'), bytes);
      const writer = openFeatureWriter(store(), settings);
      for (const id of writer.rows.keys()) writer.read(id);
      writer.close();
    };
    return onlyUserErrors(mutantsOf(journal), store(), read, { label: 'the journal of features' });
  });

  it('the note of what it is made from', async () => {
    begin();
    const note = JSON.parse(readFileSync(join(store(), 'begun.json'), 'utf8'));
    const read = (mutant: unknown) => {
      const part = join(folder, 'features', 'tiny-part');
      rmSync(part, { recursive: true, force: true });
      mkdirSync(part, { recursive: true });
      writeFileSync(join(part, 'begun.json'), JSON.stringify(mutant) ?? '');
      rmSync(at('other'), { recursive: true, force: true });
      joinFeatures({ ...dataset, runFolder: at('other') }, [part]);
    };
    const neitherTextNorNumber = { ...note, width: { toString: null } };
    assert.throws(() => read(neitherTextNorNumber), { name: 'UserError' });
    await onlyUserErrors(jsonMutantsOf(note), store(), read, {
      ...{ numRuns: 200, label: 'the note of what features are made from' },
    });
  });

  it('an index that was written with a header of its own', () => {
    begin();
    const writer = openFeatureWriter(store(), settings);
    writer.write([picture('b')]);
    writer.close();
    const index = readFileSync(join(store(), 'index.tsv'));
    const read = (bytes: Uint8Array) => {
      writeArtefact(join(store(), 'index.tsv'), bytes, settings.madeFrom);
      readFeatures(dataset, 'tiny');
    };
    return onlyUserErrors(mutantsOf(index), 'tiny', read, { label: 'the index of features' });
  });

  it('the note of what was seen of the pictures: it is made again', async () => {
    const drawn = await drawDataset(at('drawn'), 4);
    await encodeDataset(drawn, tinyEncoder());
    const path = join(drawn.runFolder, 'features', 'pictures.json');
    const seen = JSON.parse(readFileSync(path, 'utf8'));
    await onlyUserErrors(
      jsonMutantsOf(seen),
      'never',
      async (mutant) => {
        writeFileSync(path, JSON.stringify(mutant) ?? '');
        const { pictures } = await encodeDataset(drawn, tinyEncoder());
        assert.equal(pictures, 4);
      },
      { numRuns: 50, label: 'the note of what was seen of pictures' },
    );
  });
});
