// Measures the book in Chromium, as `npm run book` left it: npm run book:measure [pages] [training]
// Training runs in the browser and in Node.js at the same time, on WebAssembly, so that both find the same machine.
import { liveAddress } from '../../lib/book/pages/book-index.js';
import { type Execution, KernelClient, printed } from '../kernel/kernel-client.js';
import { startChromium } from '../pages/chromium.js';
import { BrowserKernel } from './browser-kernel.js';
import { noOtherHost, servePlainly, visitor } from './live-notebook.js';

const server = await servePlainly();
const browser = await startChromium([noOtherHost]);
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
const tell = (words: string, unit: string, numbers: readonly number[]) =>
  console.log(
    `${words}: ${median(numbers).toFixed(1)} ${unit} (${Math.min(...numbers).toFixed(1)} to ${Math.max(...numbers).toFixed(1)}, ${numbers.length} times)`,
  );

/** What a first visit takes, without anything kept: no service worker fetches along. */
async function firstVisit(path: string, wait: 'page' | 'notebook') {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  server.sent.length = 0;
  const started = Date.now();
  await page.goto(`${server.address}${path}`);
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        new PerformanceObserver((list) => resolve(list.getEntries()[0].startTime)).observe({
          ...{ type: 'paint', buffered: true },
        }),
      ),
  );
  const facts = { paint: paint / 1000, shown: 0, first: 0, requests: 0, megabytes: 0, all: 0 };
  const megabytes = () => server.sent.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  if (wait === 'notebook') await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
  else await page.waitForLoadState('networkidle');
  facts.shown = (Date.now() - started) / 1000;
  facts.requests = server.sent.length;
  facts.megabytes = megabytes();
  if (wait === 'notebook') {
    const cell = page.locator('.jp-CodeCell').first();
    await cell.locator('.cm-content').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText("console.log('answer', 6 * 7);");
    await page.keyboard.press('Shift+Enter');
    await cell.locator('.jp-OutputArea-output', { hasText: 'answer 42' }).waitFor();
    facts.first = (Date.now() - started) / 1000;
    facts.all = megabytes();
  }
  await context.close();
  return facts;
}

async function measurePages(): Promise<void> {
  const visits = {
    'first page': [],
    'chapter 05': [],
    'live notebook 03': [],
  } as Record<string, Awaited<ReturnType<typeof firstVisit>>[]>;
  for (let round = 0; round < 3; round++) {
    visits['first page'].push(await firstVisit('index.html', 'page'));
    visits['chapter 05'].push(await firstVisit('05-caption-preprocessing.html', 'page'));
    visits['live notebook 03'].push(await firstVisit(liveAddress('03-vocabulary'), 'notebook'));
  }
  for (const [name, facts] of Object.entries(visits)) {
    const of = (key: keyof (typeof facts)[number]) => facts.map((one) => one[key]);
    tell(`${name}, first paint`, 's', of('paint'));
    tell(`${name}, requests`, '', of('requests'));
    tell(`${name}, size`, 'MB', of('megabytes'));
    if (!facts[0].first) continue;
    tell(`${name}, on the screen`, 's', of('shown'));
    tell(`${name}, first cell ended`, 's', of('first'));
    tell(`${name}, size until then`, 'MB', of('all'));
  }
}

/** What notebook 08 trains, ready for one epoch at a time. @param cores what the kernel is to believe, in the browser */
const prepared = (cores = 0) => `
${cores ? `Object.defineProperty((globalThis as { navigator?: object }).navigator!, 'hardwareConcurrency', { value: ${cores} });` : ''}
import { openDataset } from './lib/data-understanding';
import { engineLine, startEngine } from './lib/engine';
import { chosenTraining, ensureModelInputs, modelFor, train, trainingData } from './lib/model';
console.log(engineLine(await startEngine()));
const dataset = await openDataset();
const inputs = await ensureModelInputs(dataset);
const { model: settings, training } = chosenTraining(dataset);
const data = trainingData(inputs);`;

const epoch = `
const model = modelFor(inputs, settings);
const [{ seconds }] = await train(model, data, { ...training, epochs: 1 });
model.dispose();
console.log('seconds', seconds);`;

interface Kernel {
  run(code: string): Promise<Execution>;
}

async function run(kernel: Kernel, code: string): Promise<string> {
  const done = await kernel.run(code);
  if (done.status !== 'ok') throw new Error(JSON.stringify(done.outputs));
  return printed(done);
}

async function secondsOf(kernel: Kernel): Promise<number> {
  const said = await run(kernel, epoch);
  return Number(/seconds ([\d.]+)/.exec(said)?.[1]);
}

async function measureTraining(): Promise<void> {
  const context = await visitor(browser);
  const first = await context.newPage();
  await first.goto(server.address);
  await first.evaluate(() => navigator.serviceWorker.ready);
  await first.goto(server.address);
  const node = await KernelClient.start({ CAPTIONLAB_ENGINE: 'wasm' });
  const one = await BrowserKernel.start(first);
  const said = await Promise.all([run(node, prepared()), run(one, prepared())]);
  console.log(said.map((text) => text.trim().split('\n')[0]).join(' | '));
  const [there, here]: [number[], number[]] = [[], []];
  for (let round = 0; round < 2; round++) {
    const seconds = await Promise.all([secondsOf(node), secondsOf(one)]);
    there.push(seconds[0]);
    here.push(seconds[1]);
  }
  await node.shutdown();
  tell("an epoch of notebook 08, Node.js on WebAssembly, at the browser's side", 's', there);
  tell("the same in the browser, at Node.js's side", 's', here);
  const second = await context.newPage();
  await second.goto(server.address);
  const two = await BrowserKernel.start(second);
  console.log((await run(two, prepared(4))).trim().split('\n')[0]);
  const [alone, threaded]: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round++) {
    alone.push(await secondsOf(one));
    threaded.push(await secondsOf(two));
  }
  tell('an epoch in one thread, in turn with two', 's', alone);
  tell('an epoch in two threads', 's', threaded);
}

const wanted = process.argv.slice(2);
if (wanted.length === 0 || wanted.includes('pages')) await measurePages();
if (wanted.length === 0 || wanted.includes('training')) await measureTraining();
await browser.close();
await server.close();
