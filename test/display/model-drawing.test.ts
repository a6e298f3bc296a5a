import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut } from '../../lib/display/graph-layout.js';
import { type DrawnLayer, modelDrawing, shapeText } from '../../lib/display/model-drawing.js';

const layer = (
  name: string,
  kind: string,
  size: number,
  inputs: string[],
  parameters = 0,
  trainable = true,
): DrawnLayer => ({
  name,
  kind,
  outputShape: [null, size],
  inputs,
  parameters,
  trainable,
});

const merge = [
  layer('image', 'InputLayer', 4, []),
  layer('words', 'InputLayer', 3, []),
  layer('dense', 'Dense', 2, ['image'], 10),
  layer('embedding', 'Embedding', 2, ['words'], 12, false),
  layer('lstm', 'LSTM', 2, ['embedding'], 40),
  layer('add', 'Add', 2, ['dense', 'lstm']),
];
const sizes = { width: 100, height: 50, gapX: 20, gapY: 30 };

test('branches stand side by side and meet in the middle below', () => {
  const places = new Map(layOut(merge, sizes).nodes.map((node) => [node.name, node]));
  const [dense, lstm, add] = ['dense', 'lstm', 'add'].map((name) => places.get(name)!);
  assert.equal(dense.y, lstm.y);
  assert.ok(lstm.x - dense.x >= 100 + 20);
  assert.equal(add.x, (dense.x + lstm.x) / 2);
  assert.ok(add.y > lstm.y);
});

test('a line that passes a row gets a place of its own there', () => {
  const skip = [
    layer('a', 'Dense', 1, []),
    layer('b', 'Dense', 1, ['a']),
    layer('c', 'Add', 1, ['a', 'b']),
  ];
  const places = new Map(layOut(skip, sizes).nodes.map((node) => [node.name, node]));
  const [bend] = places.get('c')!.bends.a;
  assert.equal(bend.y, places.get('b')!.y);
  assert.ok(Math.abs(bend.x - places.get('b')!.x) > 50, 'beside the box');
});

test('nothing overlaps in a row', () => {
  const fan = [
    layer('a', 'Dense', 1, []),
    ...['b', 'c', 'd', 'e'].map((name) => layer(name, 'Dense', 1, ['a'])),
  ];
  const row = layOut(fan, sizes)
    .nodes.slice(1)
    .map(({ x }) => x)
    .sort((a, b) => a - b);
  for (let at = 1; at < row.length; at++) assert.ok(row[at] - row[at - 1] >= 120 - 1e-9);
});

test('the drawing counts parameters, and marks what is frozen', () => {
  const { svg, title } = modelDrawing({ title: 'small', layers: merge });
  assert.equal(title, 'small: 62 parameters, 50 of them trained');
  assert.equal(svg.match(/stroke-dasharray/g)?.length, 1);
  assert.match(svg, />12 frozen</);
  assert.equal(modelDrawing({ title: 'small', layers: merge }).svg, svg, 'the same every time');
});

test('a small model is drawn as it always was', () => {
  const { svg } = modelDrawing({
    title: 'tiny',
    layers: [layer('in', 'InputLayer', 2, []), layer('out', 'Dense', 1, ['in'], 3)],
  });
  assert.equal(
    svg.slice(0, 329),
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="tiny: 3 parameters, all of them trained" ' +
      'width="300" height="200" viewBox="0 0 300 200" font-size="13" fill="currentColor">' +
      '<path d="M150 70C150 83.5 150 83.5 150 97" fill="none" stroke="#87909b" stroke-width="1.6"/>' +
      '<path d="M145.5 96h9l-4.5 8z" fill="#87909b"/><g><t',
  );
  assert.equal(svg.match(/<rect /g)?.length, 4);
  assert.match(svg, /<text [^>]*>in<\/text>.*<text [^>]*>out<\/text>.*>3 parameters</);
});

test('an input that is not in the model is named', () => {
  assert.throws(
    () => modelDrawing({ layers: [layer('b', 'Dense', 1, ['a'])] }),
    /Layer b .* from a, which is not in the model/,
  );
});

test('shapes leave the batch out', () => {
  assert.equal(shapeText([null, 34, 200]), '34 × 200');
  assert.equal(shapeText([null, null, 8]), 'any × 8');
  assert.equal(shapeText([null]), 'scalar');
});
