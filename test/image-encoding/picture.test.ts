import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { preprocess, readPicture, readWholePicture } from '../../lib/image-encoding';

/** A PNG of the pixels given, row by row, each [red, green, blue]. */
function png(rows: number[][][]): Promise<Buffer> {
  const raw = { width: rows[0].length, height: rows.length, channels: 3 as const };
  return sharp(Uint8Array.from(rows.flat(2)), { raw })
    .png()
    .toBuffer();
}

const red = [255, 0, 0];
const blue = [0, 0, 255];

describe('reading a picture', () => {
  it('keeps every pixel at its own size', async () => {
    const { width, height, pixels } = await readWholePicture(await png([[red, blue]]));
    assert.deepEqual([width, height], [2, 1]);
    assert.deepEqual([...pixels], [...red, ...blue]);
  });

  it('takes one pixel for each by the nearest rule, and squashes', async () => {
    const wide = await png([
      [red, red, blue, blue],
      [red, red, blue, blue],
    ]);
    const { pixels } = await readPicture(wide, 2, 'nearest');
    assert.deepEqual([...pixels], [...red, ...blue, ...red, ...blue]);
  });

  it('cuts the sides off by the crop rule and adds grey bars by the pad rule', async () => {
    const wide = await png(Array(8).fill([...Array(8).fill(red), ...Array(8).fill(blue)]));
    const corner = async (rule: 'crop' | 'pad') =>
      [...(await readPicture(wide, 8, rule)).pixels].slice(0, 3);
    assert.deepEqual(await corner('crop'), red);
    assert.deepEqual(await corner('pad'), [128, 128, 128]);
  });

  it('shows white through transparency, and grey as equal red, green and blue', async () => {
    const glass = await sharp({
      create: { width: 1, height: 1, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    assert.deepEqual([...(await readWholePicture(glass)).pixels], [255, 255, 255]);
    const grey = await sharp(Uint8Array.of(77), { raw: { width: 1, height: 1, channels: 1 } })
      .png()
      .toBuffer();
    assert.deepEqual([...(await readWholePicture(grey)).pixels], [77, 77, 77]);
  });

  it("turns a picture upright as the camera's note says", async () => {
    const lying = await sharp(await png([[red, blue]]))
      .withMetadata({ orientation: 6 }) // turned a quarter: what lies left stands on top
      .png()
      .toBuffer();
    const { width, height, pixels } = await readWholePicture(lying);
    assert.deepEqual([width, height], [1, 2]);
    assert.deepEqual([...pixels], [...red, ...blue]);
  });

  it('names a picture that is cut short, is text, or is not there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
    const noise = Uint8Array.from({ length: 3 * 64 * 64 }, (_, i) => (i * 7919) % 256);
    const whole = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
      .jpeg()
      .toBuffer();
    writeFileSync(join(folder, 'short.jpg'), whole.subarray(0, whole.length / 2));
    writeFileSync(join(folder, 'text.jpg'), 'A black cat is walking on the grass .');
    for (const name of ['short.jpg', 'text.jpg', 'absent.jpg']) {
      await assert.rejects(readPicture(join(folder, name), 8, 'smooth'), {
        name: 'UserError',
        message: new RegExp(`${name} cannot be read as a picture \\(.+\\)\\. Replace the file\\.`),
      });
    }
  });

  it('scales pixels to -1..1', () => {
    const picture = { width: 1, height: 1, pixels: Uint8Array.of(0, 51, 255) };
    assert.deepEqual([...preprocess(picture)], [-1, Math.fround(-0.6), 1]);
  });
});
