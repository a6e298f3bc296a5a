import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, describe, it, mock } from 'node:test';
import type { Dataset } from '../../lib/data-understanding/index.js';
import {
  ENCODERS,
  type EncoderName,
  encoderFor,
  ensureFeatures,
  featuresFolder,
  featuresMadeFrom,
  importFeatures,
  openFeatureWriter,
} from '../../lib/image-encoding/index.js';
import { encodeNpy } from '../../lib/outputs/index.js';
import { drawDataset } from './tiny-encoder.js';

const newFolder = () => mkdtempSync(join(tmpdir(), 'captionlab-'));

/** Vectors of two cats, as wide as the encoder's. */
function vectors(encoder: string): string {
  const path = join(newFolder(), 'vectors.npy');
  const { width } = ENCODERS[encoder as EncoderName];
  writeFileSync(path, encodeNpy([2, width], new Float32Array(2 * width).fill(1)));
  writeFileSync(path.replace('npy', 'txt'), 'black-cat.jpg\nwhite-cat.jpg\n');
  return path;
}

/** A data set of photographs, of which two have features by the encoders named. */
async function photographs(...encoders: string[]): Promise<Dataset> {
  const dataset: Dataset = {
    ...{
      name: 'flickr8k',
      text: 'tutorial',
      folder: '',
      fingerprint: 'cats 1',
      runFolder: newFolder(),
    },
    captions: new Map([
      ['black-cat', ['A black cat .']],
      ['white-cat', ['A white cat .']],
    ]),
    ...{ imagePaths: new Map(), splits: { train: [], dev: [], test: [] }, problems: [] },
  };
  for (const encoder of encoders) await importFeatures(dataset, [vectors(encoder)], encoder);
  return dataset;
}

before(() => {
  mock.method(console, 'log', () => {});
});
afterEach(() => {
  delete process.env.ENCODER;
  delete process.env.MOBILENET_V2;
  delete process.env.INCEPTION_V3;
});

describe('the features of photographs', () => {
  it("are those that lie there, the tutorial's encoder first, without any weights", async () => {
    const { encoder, ids } = await ensureFeatures(await photographs('mobilenet-v2'));
    assert.deepEqual([encoder, ids], ['mobilenet-v2', ['black-cat', 'white-cat']]);
    const both = await photographs('mobilenet-v2', 'inception-v3');
    assert.equal((await ensureFeatures(both)).encoder, 'inception-v3');
    process.env.ENCODER = 'mobilenet-v2';
    assert.equal((await ensureFeatures(both)).encoder, 'mobilenet-v2');
  });

  it('are not made by an encoder of drawings: it is said how to get another', async () => {
    // Whatever weights this machine has, they are not found.
    process.env.MOBILENET_V2 = newFolder();
    process.env.INCEPTION_V3 = newFolder();
    await assert.rejects(ensureFeatures(await photographs()), {
      name: 'UserError',
      message:
        /no encoder for photographs here: .*captionlab fetch mobilenet-v2.*captionlab encode --dataset flickr8k/,
    });
  });
});

describe('the encoder of a data set', () => {
  it('is refused when other weights made the features, with the names of both', async () => {
    const scenes: Dataset = { ...(await drawDataset(newFolder(), 1)), name: 'scenes' };
    const { name } = await encoderFor(scenes);
    assert.equal(name, 'scenes-cnn');
    const madeFrom = featuresMadeFrom({ name, fingerprint: 'older', resize: 'smooth' });
    const ids = [...scenes.imagePaths.keys()];
    const writer = openFeatureWriter(featuresFolder(scenes, name), { ids, madeFrom, width: 1 });
    writer.write([{ imageId: ids[0], vector: Float32Array.of(1) }]);
    writer.close();
    const refused = {
      name: 'UserError',
      message: /weights older, but weights is now [0-9a-f]{16}/,
    };
    await assert.rejects(encoderFor(scenes), refused);
    await assert.rejects(ensureFeatures(scenes), refused);
  });
});
