import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import sharp from 'sharp';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { type LayersEncoder, layersEncoder } from '../../lib/image-encoding/index.js';
import {
  type Captioner,
  captionFiles,
  type FoundCaption,
  openPackedCaptioner,
  writePackedCaptioner,
} from '../../lib/inference/index.js';
import { captioners } from '../../lib/model/index.js';
import { withPooledMaps } from '../../lib/model/pooled-maps/index.js';
import { UserError } from '../../lib/outputs/index.js';
import { vocabulary } from './talkative-model.js';

/** Sees a picture of 16 by 16 pixels as `side` by `side` cells. */
function smallEncoder(filters: number, side: number): LayersEncoder {
  const picture = tf.input({ shape: [16, 16, 3] });
  const part = 16 / side;
  const convolution = tf.layers.conv2d({
    ...{ filters, kernelSize: part, strides: part, name: 'cells' },
  });
  const map = convolution.apply(picture) as tf.SymbolicTensor; // [batch, side, side, filters]
  const vector = tf.layers.globalAveragePooling2d({}).apply(map) as tf.SymbolicTensor;
  const model = tf.model({ inputs: picture, outputs: [map, vector] });
  const random = createRandom('small encoder');
  const drawn = ({ shape, size }: tf.Tensor) =>
    tf.tensor(Float32Array.from({ length: size }, random.normal), shape);
  model.setWeights(model.getWeights().map(drawn));
  const about = { name: 'small', inputSize: 16, resize: 'smooth', width: filters } as const;
  return layersEncoder({ ...about, fingerprint: 'none' }, model);
}

function smallCaptioner(filters = 8, pool = 1): Captioner {
  const sizes = { vocabularySize: 9, maxLength: 7, embeddingWidth: 4 };
  const ofCells = (cells: number) =>
    captioners['merge-attention'].build(
      { ...sizes, reads: { cells, width: filters } },
      { units: 6, embedding: 'fresh', dropout: 0 },
    );
  const model = pool === 1 ? ofCells(4) : withPooledMaps(4 * pool ** 2, pool, ofCells);
  const random = createRandom('talkative');
  for (const one of model.trained) {
    one.assign(tf.tensor(Float32Array.from({ length: one.size }, random.normal), one.shape));
  }
  return { model, encoder: smallEncoder(filters, 2 * pool), vocabulary, maxLength: 6 };
}

const about = {
  trainedOn: { dataset: 'none', pictures: 0, captions: 0, words: 7 },
  madeFrom: { 'training.seed': 1 },
};
const folder = () => mkdtempSync(join(tmpdir(), 'captionlab-'));

async function said(captioner: Captioner, path: string): Promise<FoundCaption[]> {
  for await (const { captions } of captionFiles(captioner, [path], 3)) return captions;
  return [];
}

describe('a packed captioner', () => {
  let picture: string;
  before(async () => {
    await startEngine();
    picture = join(folder(), 'noise.png');
    const random = createRandom('noise');
    const raw = { width: 16, height: 16, channels: 3 } as const;
    const pixels = Uint8Array.from({ length: 16 * 16 * 3 }, () => random.integer(256));
    await sharp(pixels, { raw }).png().toFile(picture);
  });

  it('says what it said before, to the bit at 32 bits, nearly so at 8', async () => {
    const whole = smallCaptioner(12); // 8 x 8 x 3 x 12 weights: enough for levels by channel
    const expected = await said(whole, picture);
    assert.ok(expected.length > 0);
    for (const [bits, apart] of [
      [32, 0],
      [8, 0.2],
    ] as const) {
      const place = folder();
      const bytes = await writePackedCaptioner(place, whole, { bits, about });
      assert.ok(bytes > 0);
      const packed = await openPackedCaptioner(place);
      assert.deepEqual(packed.about, about);
      const found = await said(packed, picture);
      const best = found.find(({ caption }) => caption === expected[0].caption);
      assert.ok(best, `${bits} bits: ${found.map(({ caption }) => caption)}`);
      assert.ok(Math.abs(best.logProbability - expected[0].logProbability) <= apart);
    }
  });

  it('pools the maps that it reads as before', async () => {
    const [whole, place] = [smallCaptioner(12, 2), folder()];
    await writePackedCaptioner(place, whole, { bits: 32, about });
    const packed = await openPackedCaptioner(place);
    assert.deepEqual([packed.model.reads, packed.model.pool], [{ cells: 16, width: 12 }, 2]);
    assert.deepEqual(await said(packed, picture), await said(whole, picture));
  });

  it('keeps files under 3 MB, and reads the pieces as one', async () => {
    const place = folder();
    await writePackedCaptioner(place, smallCaptioner(4200), { bits: 32, about }); // 8 x 8 x 3 x 4200 weights
    const pieces = readdirSync(join(place, 'encoder')).filter((file) => file.endsWith('.bin'));
    assert.deepEqual(pieces, ['weights-1.bin', 'weights-2.bin']);
    for (const file of pieces) assert.ok(statSync(join(place, 'encoder', file)).size < 3e6);
    assert.ok((await said(await openPackedCaptioner(place), picture)).length > 0);
  });

  it('is refused where a file is missing or was changed, and where there is none', async () => {
    const place = folder();
    await writePackedCaptioner(place, smallCaptioner(), { bits: 8, about });
    const weights = join(place, 'decoder', 'weights.bin');
    const bytes = readFileSync(weights);
    bytes[0] ^= 1;
    writeFileSync(weights, bytes);
    const refused = (expected: RegExp) =>
      assert.rejects(openPackedCaptioner(place), (error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, expected);
        return true;
      });
    await refused(/decoder\/weights\.bin is not as it was written/);
    rmSync(weights);
    await refused(/decoder\/weights\.bin is not there/);
    writeFileSync(join(place, 'captioner.json'), '{"words":');
    await refused(/captioner\.json is no packed captioner's/);
    rmSync(join(place, 'captioner.json'));
    await refused(/holds no packed captioner/);
  });
});
