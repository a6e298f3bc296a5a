import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { createRandom } from '../../lib/engine/index.js';
import { type Pixels, readPicture, resizeSmooth } from '../../lib/image-encoding/index.js';

/** Soft blots of colour. */
function blots(width: number, height: number): Pixels {
  const random = createRandom(`${width} ${height}`);
  const waves = [0, 1, 2].map(() => [random.uniform(), random.uniform(), 6 * random.uniform()]);
  const pixels = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    waves.forEach(([a, b, phase], channel) => {
      pixels[3 * i + channel] = 127 + 100 * Math.sin((30 * (a * x + b * y)) / width + phase);
    });
  }
  return { width, height, pixels };
}

const pngOf = ({ width, height, pixels }: Pixels) =>
  sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();

for (const [width, height, what] of [
  [299, 299, 'half as large'],
  [1000, 640, 'much smaller'],
  [90, 60, 'larger'],
  [160, 160, 'as it is'],
  [1, 1, 'from one pixel'],
] as const) {
  test(`smooth resizing gives sharp's pixels: ${what}`, async () => {
    const picture = blots(width, height);
    const expected = await readPicture(await pngOf(picture), 160, 'smooth');
    const { pixels } = resizeSmooth(picture, 160);
    const apart = pixels.map((value, i) => Math.abs(value - expected.pixels[i]));
    const mean = apart.reduce((a, b) => a + b, 0) / apart.length;
    assert.ok(
      mean < 0.5 && Math.max(...apart) <= 6,
      `${mean} in the mean, ${Math.max(...apart)} at most`,
    );
  });
}
