import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  cropMiddle,
  type FilterName,
  type Pixels,
  resample,
} from '../../lib/image-encoding/index.js';

/** A picture by a formula, the same in Pillow. */
function formulaPicture(width: number, height: number): Pixels {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) pixels[i++] = (7 * x + 13 * y + 29 * c + x * y * (c + 1)) % 256;
    }
  }
  return { width, height, pixels };
}

/** What Pillow 13 makes of 13 x 9 pixels: `Image.resize((4, 3), filter)`, and a sum over `resize((5, 11), filter)`. */
const byPillow: Record<FilterName, { small: number[]; sum: number }> = {
  bilinear: {
    small: [
      ...[28, 59, 90, 53, 87, 122, 79, 117, 153, 103, 146, 162, 68, 103, 137, 100, 147, 177],
      ...[136, 175, 131, 168, 145, 94, 108, 146, 179, 148, 187, 116, 192, 100, 104, 175, 83, 163],
    ],
    sum: 1863957,
  },
  bicubic: {
    small: [
      ...[24, 54, 84, 48, 82, 118, 76, 115, 158, 101, 151, 166, 65, 99, 134, 99, 148, 188],
      ...[136, 186, 132, 175, 143, 85, 107, 146, 188, 150, 199, 112, 201, 92, 95, 175, 76, 169],
    ],
    sum: 1865283,
  },
  lanczos: {
    small: [
      ...[22, 52, 81, 47, 79, 115, 74, 113, 163, 98, 157, 167, 65, 97, 132, 99, 150, 195],
      ...[136, 193, 131, 178, 141, 82, 107, 146, 195, 150, 206, 112, 208, 89, 86, 176, 68, 173],
    ],
    sum: 1867003,
  },
};

describe('resampling', () => {
  for (const [filter, { small, sum }] of Object.entries(byPillow)) {
    it(`gives Pillow's pixels, every one, by the ${filter} filter`, () => {
      const picture = formulaPicture(13, 9);
      const reduced = resample(picture, { width: 4, height: 3 }, filter as FilterName);
      assert.deepEqual([...reduced.pixels], small);
      const { pixels } = resample(picture, { width: 5, height: 11 }, filter as FilterName);
      assert.equal(
        pixels.reduce((total, value, i) => total + value * (i + 1), 0),
        sum,
      );
    });
  }

  it('leaves a picture of the right size as it is, and cuts out the middle', () => {
    const picture = formulaPicture(5, 4);
    assert.deepEqual(resample(picture, { width: 5, height: 4 }, 'bicubic'), picture);
    const { width, height, pixels } = cropMiddle(picture, 2);
    assert.deepEqual([width, height], [2, 2]);
    const at = (x: number, y: number) => [
      ...picture.pixels.subarray((y * 5 + x) * 3, (y * 5 + x) * 3 + 3),
    ];
    assert.deepEqual([...pixels], [...at(1, 1), ...at(2, 1), ...at(1, 2), ...at(2, 2)]); // (5 - 2) / 2 rounds down to 1
  });
});
