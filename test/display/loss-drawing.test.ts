import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { comparedLossPlot, lossDrawing, lossPlot } from '../../lib/display/index.js';

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

  it("marks somebody else's losses at the epochs that are there, and says whose they are", () => {
    const printed = { name: 'they', epochs: [1, 3, 9], losses: [4.5, 2.7, 2.4] };
    const curves = { train: [4.1, 3, 2.5], dev: [3.5, 2.9, 3.1], printed };
    const { svg } = lossDrawing(curves);
    assert.equal(svg.match(/l8 8m0 -8l-8 8/g)?.length, 2);
    assert.ok(svg.includes('× they'));
    const traces = lossPlot(curves).data as { name: string; x: number[]; y: number[] }[];
    const theirs = traces.find(({ name }) => name === 'they');
    assert.deepEqual(
      [theirs?.x, theirs?.y],
      [
        [1, 3],
        [4.5, 2.7],
      ],
    );
  });

  it('can be made after one epoch, and of losses that are all the same', () => {
    for (const curves of [
      { train: [3.2], dev: [3.2] },
      { train: [0, 0], dev: [0, 0] },
    ])
      assert.ok(!/NaN|Infinity|undefined/.test(lossDrawing(curves).svg));
  });
});

describe('the plot of several trainings', () => {
  const trainings = [
    { name: 'whole', train: [3, 2, 1], dev: [3, 2.5, 4] },
    { name: 'half', train: [3, 2.5, 2], dev: [3, 2.4, 2.3] },
  ];

  it('has two curves for each, kinds of line that differ, and a ring at the smallest dev loss', () => {
    const traces = comparedLossPlot(trainings, { title: 'x' }).data as {
      name: string;
      mode: string;
      x: number[];
      line?: { dash: string };
    }[];
    const curves = traces.filter(({ mode }) => mode === 'lines');
    assert.deepEqual(
      curves.map(({ name }) => name),
      ['training, whole', 'dev, whole', 'training, half', 'dev, half'],
    );
    assert.notEqual(curves[0].line?.dash, curves[2].line?.dash);
    const rings = traces.filter(({ mode }) => mode === 'markers');
    assert.deepEqual(
      rings.map(({ x }) => x),
      [[2], [3]],
    );
  });

  it('can be drawn before the first epoch', () => {
    const empty = [{ name: 'whole', train: [], dev: [] }];
    assert.equal(comparedLossPlot(empty, { title: 'x' }).data.length, 2);
  });
});
