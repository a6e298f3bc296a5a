import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captionStrip } from '../../lib/display/caption-strip.js';
import { escapeHtml, scriptJson } from '../../lib/display/escape.js';
import { captionCards, gallery, pixelView, thumbnailMap } from '../../lib/display/index.js';
import { modelDrawing } from '../../lib/display/model-drawing.js';
import { figureHtml } from '../../lib/display/plotly.js';
import { tableHtml } from '../../lib/display/table.js';

const evil = `<script>alert("x")</script> & 'co'`;
const black = { width: 20, height: 20, pixels: new Uint8Array(1200) };

test('text in HTML stays text', () => {
  assert.equal(
    escapeHtml(evil),
    '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;',
  );
});

test('data in a script cannot end the script, and typed arrays become lists', () => {
  const json = scriptJson({ text: '</script><!--', values: new Float32Array([1, 2]) });
  assert.ok(!json.includes('<'));
  assert.deepEqual(JSON.parse(json), { text: '</script><!--', values: [1, 2] });
});

test('no helper lets a caption become a script', async () => {
  const pages = [
    tableHtml([{ [evil]: evil }], { caption: evil }),
    captionStrip([{ word: evil, probability: 0.5 }]).html,
    (await gallery([{ picture: black, captions: [evil], title: evil }])).html,
    (
      await captionCards([
        { path: `/nowhere/${evil}`, references: [evil], caption: evil, verdict: evil, title: evil },
      ])
    ).html,
    (await thumbnailMap([{ x: 0, y: 0, path: evil, label: evil, group: evil }], { title: evil }))
      .html,
    modelDrawing({
      title: evil,
      layers: [
        {
          name: evil,
          kind: evil,
          outputShape: [null, 2],
          parameters: 1,
          trainable: true,
          inputs: [],
        },
      ],
    }).svg,
    figureHtml({ data: [{ text: evil }], layout: { title: { text: evil } } }),
  ];
  for (const page of pages) assert.ok(!page.includes('<script>alert'), page.slice(0, 300));
});

test('pictures are inside the page: every address in it is data', async () => {
  const pages = [(await gallery([{ picture: black }])).html, (await pixelView(black)).svg];
  for (const page of pages) {
    const addresses = [...page.matchAll(/(?:src|href)="([^"]{0,30})/g)].map(
      ([, address]) => address,
    );
    assert.ok(addresses.length > 0);
    for (const address of addresses) assert.match(address, /^data:image\/webp;base64,/);
  }
});
