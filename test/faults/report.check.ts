// The page on which captions are inspected, at the size of COCO: captions drawn by lot, made into a page, opened in Chromium.
// Those of the first 4,000 are scored, and told of the others too: with REPORT_INSPECTED=123287 each is scored, which takes long.
import { mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import type { Dataset } from '../../lib/data-understanding/index.js';
import { createRandom, startEngine } from '../../lib/engine/index.js';
import { inspectionOf } from '../../lib/evaluation/index.js';
import { writeReportPage } from '../../lib/evaluation/report-page/index.js';
import { featureTable } from '../../lib/image-encoding/index.js';
import { captionOf, type PictureSearches } from '../../lib/inference/index.js';
import { startChromium } from '../pages/chromium.js';

const pictures = Number(process.env.REPORT_PICTURES ?? 123_287);
const folder = process.env.REPORT_FOLDER ?? mkdtempSync(join(tmpdir(), 'captionlab-report-'));
mkdirSync(folder, { recursive: true });
const inspected = Number(process.env.REPORT_INSPECTED ?? 4000);
const TRAIN = 2000;
const random = createRandom('report');
const words =
  'a the man woman dog cat red blue black white on in runs sits stands plays ball grass beach street water with two'.split(
    ' ',
  );
words.push(...Array.from({ length: 3000 }, (_, i) => `word${i}`));

const word = () => words[random.integer(random.integer(4) ? 23 : words.length)];
const text = (length: number) => Array.from({ length }, word).join(' ');
const said = (alternatives: number) =>
  captionOf(
    [...text(7 + random.integer(6)).split(' '), 'endseq'].map((one) => ({
      ...{ word: one, probability: 0.1 + random.uniform() * 0.9 },
      alternatives: Array.from({ length: alternatives }, () => ({
        word: word(),
        probability: 0.1,
      })),
    })),
  );

const names = (kind: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${kind}_${String(i).padStart(12, '0')}`);
const all = names('COCO_val2014', pictures);
const [test, train] = [all.slice(0, inspected), names('COCO_train2014', TRAIN)];
const captions = new Map(
  [...test, ...train].map((id) => [
    id,
    Array.from({ length: 5 }, () => text(8 + random.integer(6))),
  ]),
);
const dataset = {
  ...{ name: 'coco', text: 'full', captions, splits: { test, train, dev: train.slice(0, 500) } },
  ...{ imagePaths: new Map(), runFolder: folder, folder, fingerprint: 'by lot', problems: [] },
} as unknown as Dataset;
const ids = [...test, ...train];
const WIDTH = 16;
const rows = Float32Array.from({ length: ids.length * WIDTH }, () => random.uniform());
const features = featureTable(ids, rows, WIDTH, 'by-lot');
const searches = new Map(
  test.map((id): [string, PictureSearches] => [
    id,
    { greedy: said(5), beams: [said(0), said(0), said(0)] },
  ]),
);
const foretold = Array.from({ length: 10_000 }, () => ({
  confidence: random.uniform(),
  hit: random.uniform() > 0.5,
}));

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
const peak = () => megabytes(process.resourceUsage().maxRSS * 1024);
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(
    `${what}: ${((performance.now() - start) / 1000).toFixed(2)} s, most memory so far ${peak()}`,
  );
  return result;
}

console.log(`captions drawn by lot: ${peak()}`);
await startEngine();
const choice = { split: 'test' as const, beam: 3, seed: 1 };
const some = await timed(`${inspected} scored and inspected`, () =>
  inspectionOf(dataset, choice, searches, features, foretold),
);
searches.clear();
const repeated = (places: readonly number[]) =>
  all
    .flatMap((_, i) => (i % inspected === 0 ? places.map((place) => i + place) : []))
    .filter((i) => i < pictures);
const inspection = {
  ...some,
  pictures: all.map((imageId, i) => ({ ...some.pictures[i % inspected], imageId })),
  details: all.map((_, i) => some.details[i % inspected]),
  slices: some.slices.map((slice) => ({ ...slice, places: repeated(slice.places) })),
};
const worst = [...inspection.pictures].sort(
  (a, b) => a.greedy.scores.CIDEr - b.greedy.scores.CIDEr,
);
const file = join(folder, 'picture.jpg');
await sharp({ create: { width: 640, height: 480, channels: 3, background: '#557799' } }).toFile(
  file,
);
const paths = new Map(worst.slice(0, 60).map(({ imageId }) => [imageId, file]));
const page = await timed('page written', () =>
  writeReportPage(join(folder, 'report'), inspection, paths),
);
const sizeOf = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;
console.log(
  `index.html ${megabytes(statSync(page).size)}, all files ${megabytes(sizeOf(join(folder, 'report')))}`,
);

const browser = await startChromium();
const view = await browser.newPage({ viewport: { width: 1280, height: 900 } });
view.on('pageerror', (error) => console.log(`in the page: ${error.message}`));
const address = pathToFileURL(page).href;
const session = await view.context().newCDPSession(view);
await session.send('Performance.enable');
/** Seconds of the processor that the page's process took so far: what a machine makes of it that does nothing else. */
async function processorSeconds(): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN;
}
for (const what of ['opened', 'opened again']) {
  const before = await processorSeconds();
  await timed(what, async () => {
    await view.goto(address);
    await view.locator('html[data-ready]').waitFor();
  });
  console.log(`  of which the processor ${((await processorSeconds()) - before).toFixed(2)} s`);
}
await timed('its first cards drawn', () => view.locator('.card .scores').nth(20).waitFor());
const count = () => view.locator('#count').textContent();
const changed = async (before: string | null) => {
  while ((await count()) === before || /Loading/.test((await count()) ?? ''))
    await new Promise((r) => setTimeout(r, 20));
};
for (const search of ['dog beach', 'cat']) {
  await timed(`searched for “${search}”`, async () => {
    const before = await count();
    await view.fill('#search', search);
    await changed(before);
  });
  console.log(`  ${await count()}`);
}
await timed('ordered otherwise', () =>
  view.selectOption('#order', 'longest').then(() => view.locator('.card .scores').nth(5).waitFor()),
);
await view.locator('#pictures').scrollIntoViewIfNeeded();
await view.locator('.controls').scrollIntoViewIfNeeded();
await view.screenshot({ path: join(folder, 'cards.png') });
await view.evaluate(() => window.scrollTo(0, 0));
await view.screenshot({ path: join(folder, 'top.png') });
await timed('a picture opened', async () => {
  await view.locator('.card .open').nth(3).click();
  await view.locator('#picture-body .story').waitFor();
});
await view.screenshot({ path: join(folder, 'dialog.png') });
await browser.close();
