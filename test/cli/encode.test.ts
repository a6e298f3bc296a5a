import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import sharp from 'sharp';
import { decodeNpy } from '../../lib/outputs/index.js';
import { smallDataset } from '../data-understanding/small-dataset.js';
import { sharedData } from '../shared-data.js';
import { captionlab } from './command-line.js';
import { typed } from './typed.js';

const outputs = mkdtempSync(join(tmpdir(), 'captionlab-'));
const env = { CAPTIONLAB_OUTPUTS: outputs };
const mobileNet = sharedData('mobilenet-v2');
let data: string[];

before(async () => {
  const folder = smallDataset(); // cat4's picture stays what it is: no picture
  for (const [i, background] of ['black', 'white', 'grey'].entries()) {
    const create = { width: 32, height: 32, channels: 3 as const, background };
    await sharp({ create }).toFile(join(folder, 'images', `cat${i + 1}.jpg`));
  }
  data = ['--dataset', 'flickr8k', '--data', folder];
});

describe('encode', () => {
  test('names a bad picture, exits with 0 and sums up in one line of JSON', async () => {
    const words = ['encode', ...data, '--encoder', 'scenes-cnn', '--json'];
    const { code, stdout, stderr } = await captionlab(words, env);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Skipped: .*cat4\.jpg cannot be read as a picture/);
    const { seconds, picturesPerSecond, peakMemoryBytes, ...counts } = JSON.parse(stdout);
    assert.deepEqual(counts, {
      ...{ dataset: 'flickr8k', encoder: 'scenes-cnn' },
      ...{ pictures: 3, skipped: 1, missing: 0, encoded: 3 },
    });
    assert.ok(seconds > 0 && picturesPerSecond > 0 && peakMemoryBytes > 5e7);

    const folder = join(outputs, 'export');
    const exported = ['features', 'export', folder, ...data, '--encoder', 'scenes-cnn'];
    assert.equal((await typed(exported, env)).code, 0);
    assert.equal(readFileSync(join(folder, 'vectors.txt'), 'utf8'), 'cat1\ncat2\ncat3\n');
    const vectors = join(folder, 'vectors.npy');
    assert.deepEqual(decodeNpy(readFileSync(vectors), vectors).shape, [3, 2048]);
    rmSync(join(folder, 'vectors.json')); // as another program leaves them
    const imported = ['features', 'import', vectors, ...data, '--encoder', 'other'];
    const { stdout: said } = await typed(imported, env);
    assert.match(
      said,
      /3 pictures of flickr8k have features by other now\n1 pictures of it have none: cat4\n/,
    );
  });

  test('tells which encoder it found beside the line of JSON', {
    skip: mobileNet ? false : 'the published weights are not here',
  }, async () => {
    const { code, stdout, stderr } = await typed(['encode', ...data, '--json'], {
      ...{ MOBILENET_V2: mobileNet, INCEPTION_V3: outputs },
      CAPTIONLAB_OUTPUTS: mkdtempSync(join(tmpdir(), 'captionlab-')),
    });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Encoder: mobilenet-v2 \(inception-v3 needs its weights/m);
    assert.equal(JSON.parse(stdout).encoder, 'mobilenet-v2');
  });

  test('says how to get an encoder for photographs, and refuses wrong usage', async () => {
    const wrong: [string[], number, RegExp][] = [
      [['encode', ...data], 1, /no encoder for photographs here: .*fetch mobilenet-v2/],
      [['features', 'export', outputs, ...data], 1, /flickr8k has no features yet/],
      [['encode', ...data, '--shard', '3/2'], 2, /Expected i\/n/],
      [['encode', ...data, '--shard', '1/99999999999999999999'], 2, /with n 10,000 at most/],
      [['encode', ...data, '--workers', '0'], 2, /greater than 0/],
      [['encode', ...data, '--workers', '257'], 2, /256 at most/],
      [['encode', ...data, '--weights', 'x'], 2, /--weights needs --encoder/],
      [['encode', ...data, '--output', 'x'], 2, /--output needs --encoder/],
      [['encode', ...data, '--encoder', 'vgg'], 1, /no encoder "vgg": expected scenes-cnn, /],
      [['encode', ...data, '--encoder', './gone/vgg.onnx'], 1, /gone\/vgg\.onnx is not there/],
      [['features', 'import', 'x.pkl', ...data], 2, /--encoder <name>' not specified/],
    ];
    const empty = { CAPTIONLAB_OUTPUTS: mkdtempSync(join(tmpdir(), 'captionlab-')) };
    const all = await Promise.all(wrong.map(([words]) => typed(words, empty)));
    all.forEach(({ code, stderr }, i) => {
      const [words, expected, message] = wrong[i];
      assert.equal(code, expected, `${words.join(' ')}: ${stderr}`);
      assert.match(stderr, message);
    });
  });
});
