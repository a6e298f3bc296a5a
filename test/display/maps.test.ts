import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  convolutionDrawing,
  mapPicture,
  mapStrips,
  modelDrawing,
  pictureWithHeat,
  thumbnailMap,
} from '../../lib/display/index.js';

const black = { width: 2, height: 2, pixels: new Uint8Array(12) };

describe('maps of a picture', () => {
  test('go from black to white, an even one stays black', () => {
    assert.deepEqual(Array.from(mapPicture([[1, 3]]).pixels), [0, 0, 0, 255, 255, 255]);
    assert.deepEqual(Array.from(mapPicture([[7, 7]]).pixels), new Array(6).fill(0));
  });

  test('stand in strips with their names, behind the picture', async () => {
    const strip = { title: 'early <1>', maps: [{ title: 'channel 4', values: [[0, 1]] }] };
    const { html } = await mapStrips([strip], { picture: black });
    assert.match(html, /early &lt;1&gt;/);
    assert.match(html, /the picture[\s\S]*channel 4/);
    assert.equal(html.match(/<img /g)?.length, 2);
  });

  test('with heat have a title that can be read, and the ends of their scale', async () => {
    const { html } = await pictureWithHeat(black, [[0.5, 2]], 'where it answers');
    assert.match(html, /cl-title">where it answers</);
    assert.match(html, /Darkest cell: 0\.5\. Brightest: 2\./);
  });

  test('of many pictures say that these were moved, and how far', async () => {
    const points = [0, 0, 1].map((x) => ({ x, y: x, path: '/nowhere.jpg', label: `${x}` }));
    const options = { title: 'three', columns: 2, rows: 2, across: 'a', up: 'b' };
    const { html } = await thumbnailMap(points, options);
    assert.match(html, /cl-title">three</);
    assert.match(html, /From left to right: a\. From bottom to top: b\./);
    assert.match(html, /grid of 2 by 2 cells.*moved by 0\.3 cells/);
  });
});

describe('a convolution, drawn', () => {
  test('shows every number and writes one sum out', () => {
    const patch = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const kernel = [[-1, 2]];
    const answers = [
      [3, 4],
      [6, 7],
    ];
    const { html } = convolutionDrawing({ patch, kernel, answers, row: 1, column: 0 });
    assert.match(html, /In the frame: − 4 \+ 2·5 = 6</);
    assert.equal(html.match(/<text [^>]*>−?\d+</g)?.length, 6 + 2 + 4);
  });
});

test('a layer whose kind does not fit beside its name tells it below, in full', () => {
  const layer = { outputShape: [null, 2048], parameters: 0, trainable: false, inputs: [] };
  const { svg } = modelDrawing({
    layers: [{ ...layer, name: 'global_average', kind: 'GlobalAveragePooling2D' }],
  });
  assert.match(svg, />GlobalAveragePooling2D</);
  assert.doesNotMatch(svg, /GlobalAverage[^<>]*…/);
});
