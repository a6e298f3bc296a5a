import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { startEngine } from '../../lib/engine/index.js';
import {
  encodeBatch,
  type LayersEncoder,
  loadScenesEncoder,
  preprocess,
  type ResizeRule,
  readPicture,
} from '../../lib/image-encoding/index.js';
import { bundleForBrowser } from '../../lib/in-the-browser/index.js';
import { drawPlanned, planScenes } from '../../lib/scenes/index.js';
import { skipWithoutChromium as skip, startChromium } from '../pages/chromium.js';

/** The distance of two feature vectors as a share of their length: what the browser may differ from sharp by. */
const TOLERANCE = 0.01;

let encoder: LayersEncoder;
let browser: Browser;
let page: Page;

const plan = planScenes(8);
const scene = (at: number, width = 299) => {
  const { svg } = drawPlanned(plan[at], 8);
  return sharp(Buffer.from(svg), { density: (72 * width) / 299 }).resize(width);
};

/** A scene as large as a photograph, and as grainy. */
async function photograph(): Promise<Buffer> {
  const [width, height] = [3000, 2000];
  const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const;
  const grain = await sharp({ create: { width, height, channels: 3, background: 'grey', noise } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return scene(2, 1500)
    .resize(width, height, { fit: 'fill' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg()
    .toBuffer();
}

const kinds: Record<string, { type: string; make: () => Promise<Buffer> }> = {
  'a scene (JPEG)': { type: 'image/jpeg', make: () => scene(3).jpeg({ quality: 90 }).toBuffer() },
  'a large scene (PNG)': { type: 'image/png', make: () => scene(4, 1200).png().toBuffer() },
  'a small scene (WebP)': { type: 'image/webp', make: () => scene(5, 90).webp().toBuffer() },
  'a photograph of 6 megapixels (JPEG)': {
    type: 'image/jpeg',
    make: photograph,
  },
  'one that lies on its side (EXIF)': {
    type: 'image/jpeg',
    make: () => scene(6).withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toBuffer(),
  },
  'one that is half transparent (PNG)': {
    type: 'image/png',
    make: () => scene(7).ensureAlpha(0.5).png().toBuffer(),
  },
};

async function featuresOf(pixels: Uint8Array): Promise<Float32Array> {
  const { inputSize: side } = encoder;
  const encoded = encodeBatch(encoder, [preprocess({ width: side, height: side, pixels })]);
  const values = (await encoded.data()) as Float32Array;
  encoded.dispose();
  return values;
}

const length = (values: Float32Array) => Math.hypot(...values);

async function pixelsInBrowser(bytes: Buffer, type: string, rule: ResizeRule) {
  const found = await page.evaluate(
    ([base64, type, side, rule]) =>
      (
        globalThis as unknown as {
          pagePixels(...given: [string, string, number, string]): Promise<number[]>;
        }
      ).pagePixels(base64, type, side, rule),
    [bytes.toString('base64'), type, encoder.inputSize, rule] as const,
  );
  return Uint8Array.from(found);
}

describe('a picture read in the browser', { skip }, () => {
  before(async () => {
    await startEngine();
    encoder = loadScenesEncoder();
    const script = await bundleForBrowser(join(import.meta.dirname, 'page-pixels.ts'), 'pixels');
    browser = await startChromium();
    page = await browser.newPage();
    await page.addScriptTag({
      content: Buffer.from(script.get('pixels.js') as Uint8Array).toString(),
      type: 'module',
    });
    await page.waitForFunction(() => 'pagePixels' in globalThis);
  });
  after(() => browser?.close());

  for (const [kind, { type, make }] of Object.entries(kinds)) {
    test(`has the features that sharp's has: ${kind}`, async (t) => {
      const bytes = await make();
      for (const rule of ['smooth', 'nearest'] as const) {
        const expected = await readPicture(bytes, encoder.inputSize, rule);
        const here = await featuresOf(expected.pixels);
        const there = await featuresOf(await pixelsInBrowser(bytes, type, rule));
        const apart = length(here.map((value, i) => value - there[i])) / length(here);
        t.diagnostic(`${rule}: ${(100 * apart).toFixed(2)} % apart`);
        assert.ok(apart < TOLERANCE, `${rule}: ${apart}`);
      }
    });
  }
});
