import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barPlot, figurePage } from '../../lib/display/index.js';

test("a figure's page stands alone: its title, its numbers and the plotting library are inside", () => {
  const page = figurePage(barPlot([{ label: 'dog', value: 42 }], { title: 'Dogs & <cats>' }));
  assert.match(page, /<title>Dogs &amp; &lt;cats&gt;<\/title>/);
  assert.match(page, /"y":\[42\]/);
  assert.doesNotMatch(page, /<(script|link)[^>]+(src|href)=/);
});
