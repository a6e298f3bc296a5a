import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lossDrawing } from '../../lib/display';

describe('the drawing of losses', () => {
  it('has a point an epoch and curve, inside the picture, and names the best epoch', () => {
    const { svg, title } = lossDrawing({ train: [4.1, 3, 2.5], dev: [3.5, 2.9, 3.1] });
    assert.equal(title, 'Loss over 3 epochs; best dev loss 2.900 after epoch 2');
    assert.equal(svg.match(/r="2.5"/g)?.length, 6);
    const heights = [...svg.matchAll(/cy="([\d.-]+)"/g)].map(([, y]) => Number(y));
    assert.ok(
      heights.every((y) => y > 0 && y < 320),
      heights.join(' '),
    );
    assert.ok(heights[0] < heights[1] && heights[1] < heights[2]); // a smaller loss stands lower
  });

  it('can be made after one epoch, and of losses that are all the same', () => {
    for (const curves of [
      { train: [3.2], dev: [3.2] },
      { train: [0, 0], dev: [0, 0] },
    ])
      assert.ok(!/NaN|Infinity|undefined/.test(lossDrawing(curves).svg));
  });
});
