import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it, mock } from 'node:test';
import sharp from 'sharp';
import type { Dataset } from '../../lib/data-understanding/index.js';
import { startEngine, tf } from '../../lib/engine/index.js';
import {
  type Encoder,
  encodeDataset,
  encodePictures,
  featuresFolder,
  featuresPath,
  finishedEncoder,
  loadEncoder,
  mirrored,
  openFeatures,
  preprocess,
  readFeatures,
  readMirrored,
  readPicture,
} from '../../lib/image-encoding/index.js';
import { readArtefactHeader, writeArtefact } from '../../lib/outputs/index.js';
import { moduleOptions } from '../../lib/outputs/own-modules.js';
import { wasKilled } from '../signals.js';
import { drawDataset, tinyEncoder } from './tiny-encoder.js';

let encoder: Encoder;
const newFolder = () => mkdtempSync(join(tmpdir(), 'captionlab-'));

/** Every file of the store and its bytes. */
function filesOf(dataset: Dataset, name = 'tiny'): Record<string, string> {
  const folder = featuresFolder(dataset, name);
  const names = readdirSync(folder).sort();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}

before(async () => {
  mock.method(console, 'warn', () => {});
  await startEngine();
  encoder = tinyEncoder();
});

describe('encoding a data set', () => {
  it('gives what encoding its pictures one by one gives, and leaves no tensor behind', async () => {
    const dataset = await drawDataset(newFolder(), 40);
    const tensors = tf.memory().numTensors;
    const summary = await encodeDataset(dataset, encoder);
    assert.equal(tf.memory().numTensors, tensors);
    assert.equal(summary.pictures, 40);
    assert.equal(summary.encoded, 40);
    assert.ok(summary.picturesPerSecond > 0 && summary.peakMemoryBytes > 1e7);
    const kept = readFeatures(dataset, encoder);
    const { features } = await encodePictures(dataset.imagePaths, encoder);
    assert.deepEqual(kept.ids, features.ids);
    for (const id of kept.ids) assert.deepEqual(kept.of(id), features.of(id));
  });

  it('keeps what the encoder says of mirrored pictures beside it, and no one takes it for the other', async () => {
    const dataset = await drawDataset(newFolder(), 20);
    await encodeDataset(dataset, encoder, { maps: true });
    await encodeDataset(dataset, mirrored(encoder), { maps: true });
    assert.equal(finishedEncoder(dataset), 'tiny');
    const [vectors, maps] = [false, true].map((ofMaps) => readMirrored(dataset, 'tiny', ofMaps));
    assert.deepEqual(vectors.ids, [...dataset.imagePaths.keys()]);
    const [id, path] = [...dataset.imagePaths][3];
    const turned = await sharp(path).flop().png().toBuffer();
    const inputs = [preprocess(await readPicture(turned, 8, 'nearest'))];
    const { vectors: vector, maps: map = vector } = await encoder.run(inputs, true);
    const near = (values: Float32Array, found: Float32Array, most: number) =>
      values.forEach((value, i) => {
        assert.ok(Math.abs(found[i] - value) <= most);
      });
    near(vector, vectors.of(id), 1e-6);
    near(map, maps.of(id), 2e-3); // kept in 16 bits
    assert.notDeepEqual(vectors.of(id), readFeatures(dataset, encoder).of(id));
    await encodeDataset(dataset, { ...encoder, fingerprint: 'seed 8' }, { again: true });
    assert.throws(() => readMirrored(dataset, 'tiny'), /seed 7.*seed 8|seed 8.*seed 7/);
    const none = await drawDataset(newFolder(), 2);
    assert.throws(() => readMirrored(none, 'tiny'), /--encoder tiny --flips makes it/);
  });

  it('is done once', async () => {
    const dataset = await drawDataset(newFolder(), 20);
    await encodeDataset(dataset, encoder);
    const before = filesOf(dataset);
    const { pictures, encoded } = await encodeDataset(dataset, encoder);
    assert.deepEqual([pictures, encoded], [20, 0]);
    assert.deepEqual(filesOf(dataset), before);
  });

  it('goes on after kill -9 where it was, and leaves the same bytes', async () => {
    const folder = newFolder();
    const child = join(import.meta.dirname, 'encode-and-die.ts');
    const words = [...moduleOptions, child, folder, '200', '5'];
    assert.ok(wasKilled(spawnSync(process.execPath, words)));
    const dataset = await drawDataset(folder, 200);
    assert.throws(() => readFeatures(dataset, encoder), /index\.tsv is not there/);
    const journal = join(featuresFolder(dataset, 'tiny'), 'journal.1-of-1.tsv');
    const there = readFileSync(journal, 'utf8').trim().split('\n').length;
    assert.ok(there >= 32 && there <= 40 && there % 8 === 0, `${there} rows`);
    appendFileSync(journal, 'picture-1199\t0123'); // as if the kill had cut a line in two
    const { encoded, pictures } = await encodeDataset(dataset, encoder, { maps: true });
    assert.deepEqual([encoded, pictures], [200 - there, 200]);
    const straight = await drawDataset(newFolder(), 200);
    await encodeDataset(straight, encoder, { maps: true });
    assert.deepEqual(filesOf(dataset), filesOf(straight));
  });

  it('in shards, in any order and at once, leaves the same bytes', async () => {
    const [whole, parts] = [await drawDataset(newFolder(), 70), await drawDataset(newFolder(), 70)];
    await encodeDataset(whole, encoder);
    const second = await encodeDataset(parts, encoder, { shard: { part: 2, parts: 3 } });
    assert.deepEqual([second.pictures, second.missing], [24, 46]); // batches 2, 5 and 8 of nine, the last of 6 pictures
    const both = [1, 3].map((part) => encodeDataset(parts, encoder, { shard: { part, parts: 3 } }));
    const encoded = (await Promise.all(both)).map((summary) => summary.encoded);
    assert.deepEqual(encoded, [24, 22]);
    assert.deepEqual(filesOf(parts), filesOf(whole));
  });

  it('by two worker processes gives the same values as by one', async () => {
    const dataset = await drawDataset(newFolder(), 40);
    const again = { ...dataset, runFolder: newFolder() };
    const scenes = await loadEncoder('scenes-cnn');
    await encodeDataset(dataset, scenes, { workers: 1 });
    const { encoded } = await encodeDataset(again, scenes, { workers: 2 });
    assert.equal(encoded, 40);
    assert.deepEqual(filesOf(again, 'scenes-cnn'), filesOf(dataset, 'scenes-cnn'));
    await encodeDataset(dataset, mirrored(scenes), { workers: 1 });
    await encodeDataset(again, mirrored(scenes), { workers: 2 });
    const name = 'scenes-cnn-mirrored';
    assert.deepEqual(filesOf(again, name), filesOf(dataset, name));
  });

  it('is refused for other weights or another resize rule, with the names of both, begun or finished', async () => {
    const dataset = await drawDataset(newFolder(), 20);
    const others = { ...encoder, fingerprint: 'seed 8' };
    const nearest = { ...encoder, resize: 'smooth' as const };
    for (const shard of [1, 2]) {
      await encodeDataset(dataset, encoder, { shard: { part: shard, parts: 2 } });
      await assert.rejects(encodeDataset(dataset, others), {
        name: 'UserError',
        message: /weights seed 7, but weights is now seed 8/,
      });
      await assert.rejects(encodeDataset(dataset, nearest), /resize nearest, .* now smooth/);
    }
  });

  it('is refused when maps are wanted late, and made anew with them when that is asked for', async () => {
    const dataset = await drawDataset(newFolder(), 20);
    await encodeDataset(dataset, encoder);
    const maps = { maps: true };
    const anew = /made without maps\. .*: npx captionlab encode .* --encoder tiny --again --maps/;
    await assert.rejects(encodeDataset(dataset, encoder, maps), anew);
    assert.equal((await encodeDataset(dataset, encoder, { ...maps, again: true })).encoded, 20);
    assert.deepEqual(openFeatures(dataset, encoder).mapShape, [4, 4, 6]);
  });
});

describe('pictures that have changed', () => {
  const vectorsOf = (dataset: Dataset) => {
    const features = readFeatures(dataset, encoder);
    return new Map(features.ids.map((id) => [id, features.of(id)]));
  };
  /** Puts another picture's bytes in a picture's place, with the dates that it had. */
  const replace = (dataset: Dataset, id: string, by: string) => {
    const path = dataset.imagePaths.get(id) as string;
    const { atime, mtime } = statSync(path);
    writeFileSync(path, readFileSync(dataset.imagePaths.get(by) as string));
    utimesSync(path, atime, mtime);
  };

  for (const maps of [false, true]) {
    it(`are encoded again, those alone, and the others keep their rows${maps ? ' and maps' : ''}`, async () => {
      const dataset = await drawDataset(newFolder(), 40);
      await encodeDataset(dataset, encoder, { maps });
      const before = vectorsOf(dataset);
      replace(dataset, 'picture-1003', 'picture-1020');
      const { encoded, pictures } = await encodeDataset(dataset, encoder);
      assert.deepEqual([encoded, pictures], [1, 40]);
      const after = vectorsOf(dataset);
      assert.deepEqual(after.get('picture-1003'), before.get('picture-1020'));
      for (const id of dataset.imagePaths.keys()) {
        if (id !== 'picture-1003') assert.deepEqual(after.get(id), before.get(id), id);
      }
      assert.equal((await encodeDataset(dataset, encoder)).encoded, 0);
      const straight = { ...dataset, runFolder: newFolder() };
      await encodeDataset(straight, encoder, { maps });
      assert.deepEqual(filesOf(dataset), filesOf(straight));
    });
  }

  it('are told from those whose dates alone have changed', async () => {
    const dataset = await drawDataset(newFolder(), 20);
    await encodeDataset(dataset, encoder);
    for (const path of dataset.imagePaths.values()) utimesSync(path, new Date(), new Date());
    assert.equal((await encodeDataset(dataset, encoder)).encoded, 0);
  });

  it('in number are encoded or left out, and the others keep their rows', async () => {
    const dataset = await drawDataset(newFolder(), 40);
    const fewer = { ...dataset, imagePaths: new Map([...dataset.imagePaths].slice(8)) };
    await encodeDataset(fewer, encoder);
    assert.equal((await encodeDataset(dataset, encoder)).encoded, 8);
    const before = filesOf(dataset);
    assert.equal((await encodeDataset(fewer, encoder)).encoded, 0);
    assert.deepEqual(filesOf(dataset), before);
  });

  it('since an earlier version encoded them, which marked none, are told by their dates', async () => {
    const dataset = await drawDataset(newFolder(), 20);
    await encodeDataset(dataset, encoder);
    const index = featuresPath(dataset, 'tiny');
    const { madeFrom } = readArtefactHeader(index);
    const unmarked = readFileSync(index, 'utf8').replace(/picture=\w+\t/g, '');
    writeArtefact(index, unmarked, { ...madeFrom, dataset: 'flickr8k 0123' });
    const later = new Date(Date.now() + 5000);
    utimesSync(index, later, later);
    assert.equal((await encodeDataset(dataset, encoder)).encoded, 0);
    assert.equal(readFileSync(index, 'utf8'), unmarked);
    replace(dataset, 'picture-1003', 'picture-1010');
    utimesSync(dataset.imagePaths.get('picture-1003') as string, later, new Date(+later + 1000));
    assert.equal((await encodeDataset(dataset, encoder)).encoded, 1);
  });
});

describe('a bad picture', () => {
  it('is named, skipped and counted, also in a later run, and encoded once it is whole', async () => {
    const dataset = await drawDataset(newFolder(), 40);
    const path = dataset.imagePaths.get('picture-1009') as string;
    const bytes = readFileSync(path);
    writeFileSync(path, 'no picture');
    const shard = { part: 2, parts: 2 };
    const part = await encodeDataset(dataset, encoder, { shard });
    assert.deepEqual([part.encoded, part.skipped.length], [15, 1]);
    const again = await encodeDataset(dataset, encoder, { shard });
    assert.deepEqual([again.encoded, again.skipped.length], [0, 1]);
    const rest = await encodeDataset(dataset, encoder);
    assert.deepEqual([rest.pictures, rest.encoded, rest.skipped.length], [39, 24, 1]);
    assert.match(rest.skipped[0].reason, /picture-1009\.png cannot be read as a picture/);
    const features = openFeatures(dataset, encoder);
    assert.equal(features.ids.length, 39);
    assert.throws(
      () => features.of('picture-1009'),
      /no features by tiny: it could not be read: .*1009/,
    );
    features.close();
    assert.equal((await encodeDataset(dataset, encoder)).encoded, 0);

    writeFileSync(path, bytes);
    const repaired = await encodeDataset(dataset, encoder);
    assert.deepEqual([repaired.pictures, repaired.encoded, repaired.skipped], [40, 1, []]);
    assert.ok(
      readFeatures(dataset, encoder)
        .of('picture-1009')
        .some((value) => value > 0),
    );
  });
});
