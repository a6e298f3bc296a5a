import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp, { type FormatEnum } from 'sharp';
import { isPictureFile, readEndings } from '../../lib/data-understanding/index.js';
import { readWholePicture } from '../../lib/image-encoding/index.js';

const formats: Record<string, keyof FormatEnum> = {
  ...{ jpg: 'jpeg', jpe: 'jpeg', jfif: 'jpeg', tif: 'tiff' },
};
const create = { width: 4, height: 3, channels: 3 as const, background: '#ff0000' };
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><rect width="4" height="3" fill="#f00"/></svg>';

test('every kind of picture that a data set may hold is read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-kinds-'));
  for (const ending of readEndings) {
    const format = formats[ending] ?? ending;
    const bytes =
      ending === 'svg'
        ? Buffer.from(svg)
        : await sharp({ create })
            .toFormat(format as keyof FormatEnum)
            .toBuffer();
    const path = join(folder, `picture.${ending}`);
    writeFileSync(path, bytes);
    const { width, height, pixels } = await readWholePicture(path);
    assert.deepEqual([width, height], [4, 3], ending);
    assert.ok(pixels[0] > 240 && pixels[1] < 15, ending);
  }
});

test('an ending counts in capital letters too, and others are no pictures', () => {
  for (const ending of readEndings) assert.ok(isPictureFile(`a.${ending.toUpperCase()}`));
  for (const file of ['a.heic', 'a.txt', 'jpg', 'a.jpg.part'])
    assert.ok(!isPictureFile(file), file);
});
