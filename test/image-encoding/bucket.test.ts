import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { encodeFiles, openFeatureWriter } from '../../lib/image-encoding/index.js';
import { BucketError } from '../../lib/outputs/bucket/trouble.js';
import { tinyEncoder } from './tiny-encoder.js';

/** An encoder of pictures that cannot be had. */
const without = (kind: BucketError['kind']) => ({
  ...tinyEncoder(),
  read: async (picture: string | Uint8Array) => {
    throw new BucketError(`${picture} cannot be had.`, kind);
  },
});
const files = [{ imageId: 'cat', path: 's3://data/cat.jpg' }];

describe('pictures in a bucket', () => {
  it('end the work where the bucket is out of reach: nothing is known of them', async () => {
    await assert.rejects(
      encodeFiles(without('away'), files),
      /s3:\/\/data\/cat\.jpg cannot be had/,
    );
    await assert.rejects(encodeFiles(without('refused'), files), /cannot be had/);
  });

  it('are skipped where one is gone, and tried again by the next run, though its mark is the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
    const settings = {
      ...{
        ids: ['cat', 'dog'],
        marks: new Map([
          ['cat', 'etag-1'],
          ['dog', 'etag-2'],
        ]),
      },
      ...{ madeFrom: { encoder: 'tiny' }, width: 6 },
    };
    const first = openFeatureWriter(folder, settings);
    first.write(await encodeFiles(without('gone'), files));
    assert.equal(first.close().missing, 1);
    const second = openFeatureWriter(folder, settings);
    assert.equal(second.rows.size, 0);
    second.write([{ imageId: 'dog', vector: new Float32Array(6) }]);
    const { rows, missing } = second.close();
    assert.equal(missing, 0);
    assert.deepEqual(
      rows.map(({ mark }) => mark),
      ['not-had', 'etag-2'],
    );
  });
});
