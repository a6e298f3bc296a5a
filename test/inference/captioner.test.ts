import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BATCHES_AHEAD, PICTURES_A_BATCH } from '../../lib/image-encoding/index.js';
import { type CaptionedFile, captionFiles } from '../../lib/inference/index.js';
import { mergeCaptioner } from '../../lib/model/index.js';
import { tinyEncoder } from '../image-encoding/tiny-encoder.js';
import { maxLength, talkativeModel, vocabulary } from './talkative-model.js';

describe('captioning files', () => {
  it('reads the next pictures while it is busy with these, and not all of them', async () => {
    let begun = 0;
    const tiny = tinyEncoder();
    const read = (picture: string | Uint8Array) => {
      begun++;
      return tiny.read(picture);
    };
    const encoder = { ...tiny, read };
    const captioner = { model: mergeCaptioner(talkativeModel()), encoder, vocabulary, maxLength };
    const paths = Array.from({ length: 5 * PICTURES_A_BATCH }, (_, i) => `absent-${i}.jpg`);
    const files: CaptionedFile[] = [];
    for await (const file of captionFiles(captioner, paths, 2)) {
      if (files.length === 0) assert.equal(begun, BATCHES_AHEAD * PICTURES_A_BATCH);
      files.push(file);
    }
    assert.equal(begun, paths.length);
    assert.deepEqual(
      files.map(({ path }) => path),
      paths,
    );
    for (const { path, captions, reason } of files) {
      assert.deepEqual(captions, []);
      assert.ok(reason?.includes(path));
    }
  });
});
