import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { coveredPicture, gridOf, hexColour, type OpenPicture } from '../../lib/evaluation/index.js';
import { between, moved } from '../../lib/evaluation/live-page/page/patch.js';

/** 4 x 2 pixels, each of its own grey. */
const picture: OpenPicture = {
  ...{ width: 4, height: 2, colour: [200, 100, 0] },
  pixels: Uint8Array.from({ length: 24 }, (_, at) => 10 * Math.floor(at / 3)),
};

const redOf = async (file: Buffer) => {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height, info.channels], [4, 2, 3]);
  return Array.from(data).filter((_, at) => at % 3 === 0);
};

test('a patch is covered by the mean colour, and nothing else changes', async () => {
  assert.deepEqual(await redOf(await coveredPicture(picture)), [0, 10, 20, 30, 40, 50, 60, 70]);
  const patch = { x: 0.5, y: 0, width: 0.25, height: 1 };
  assert.deepEqual(await redOf(await coveredPicture(picture, patch)), [
    ...[0, 10, 200, 30],
    ...[40, 50, 200, 70],
  ]);
  assert.deepEqual(picture.pixels[6], 20, 'the picture itself stays as it is');
  const outside = { x: 0.75, y: 0.5, width: 0.9, height: 0.9 };
  assert.deepEqual((await redOf(await coveredPicture(picture, outside))).at(-1), 200);
});

test('a grid covers every pixel once, row by row', () => {
  const patches = gridOf(2, 4);
  assert.deepEqual(patches[5], { x: 0.25, y: 0.5, width: 0.25, height: 0.5 });
  const area = patches.reduce((sum, { width, height }) => sum + width * height, 0);
  assert.ok(Math.abs(area - 1) < 1e-12);
  assert.equal(hexColour([200, 100, 0]), '#c86400');
});

test('a dragged patch lies between its corners, and neither it nor a moved one leaves the picture', () => {
  assert.deepEqual(between([0.75, 0.5], [0.25, 1.5]), { x: 0.25, y: 0.5, width: 0.5, height: 0.5 });
  const patch = { x: 0.5, y: 0.5, width: 0.5, height: 0.25 };
  assert.deepEqual(moved(patch, 0.25, 0, false), patch);
  assert.deepEqual(moved(patch, -0.25, 0.5, false), { ...patch, x: 0.25, y: 0.75 });
  assert.deepEqual(moved(patch, -0.25, 0.5, true), { ...patch, width: 0.25, height: 0.5 });
  assert.equal(moved(patch, -0.9, 0, true).width, 0.03);
});
