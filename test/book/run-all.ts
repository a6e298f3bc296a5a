// Runs notebooks of the book to their ends in Chromium, by Run All in JupyterLite, and tells what each took:
//   npm run book:run                    all, at a desk's width
//   npm run book:run -- --width 390 01  those that begin so, on a phone
//   npm run book:run -- --book FOLDER   of a book elsewhere
//   npm run book:run -- --cores 4       as if the machine had four: in two threads
// What they show is kept in outputs/book-run/<width>, as notebooks. It takes most of an hour.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseNotebooks, notebookName } from '../../lib/kernel/notebooks/choose.js';
import { projectRoot, writeFileWhole } from '../../lib/outputs/index.js';
import { startChromium } from '../pages/chromium.js';
import {
  errorsOf,
  noOtherHost,
  notebookOn,
  opened,
  runAll,
  servePlainly,
  visitor,
} from './live-notebook.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: 'string', default: '1280' },
    book: { type: 'string' },
    cores: { type: 'string' },
  },
});
const names = chooseNotebooks(positionals, join(projectRoot, 'notebooks')).map(notebookName);
const server = await servePlainly(values.book, Number(values.cores ?? 0));
const browser = await startChromium([noOtherHost]);
const context = await visitor(browser, Number(values.width));
context.setDefaultTimeout(0);
const elsewhere = new Set<string>();
context.on('request', (request) => {
  const url = request.url();
  if (url.startsWith('http') && !url.startsWith(server.address)) elsewhere.add(url);
});

const first = await context.newPage();
await first.goto(server.address);
await first.evaluate(() => navigator.serviceWorker.ready);
await first.close();

let faults = 0;
for (const name of names) {
  const started = Date.now();
  const page = await opened(context, server.address, name);
  const shown = Date.now();
  const isIsolated = await page.evaluate(() => crossOriginIsolated);
  const cells = (await runAll(page)).filter(({ source }) => source.trim());
  const errors = errorsOf(cells);
  const notebook = await notebookOn(page);
  const left = notebook.cells.filter(
    ({ cell_type, source, execution_count }) =>
      cell_type === 'code' && [source].flat().join('').trim() && !execution_count,
  );
  faults += errors.length + left.length;
  const folder = join(projectRoot, 'outputs', 'book-run', values.width);
  writeFileWhole(join(folder, `${name}.ipynb`), `${JSON.stringify(notebook, null, 1)}\n`);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  const seconds = (from: number, to: number) => Math.round((to - from) / 1000);
  console.log(
    `${name}: ${cells.length} cells, ${errors.length} errors, ${left.length} cells not executed, ` +
      `${seconds(started, shown)} s to the notebook and ${seconds(shown, Date.now())} s to its end` +
      `${isIsolated ? ', isolated' : ''}`,
  );
  for (const error of errors) console.log(`  ${error}`);
  await page.close();
}
if (elsewhere.size > 0) console.log(`Other hosts were asked: ${[...elsewhere].join(' ')}`);
await browser.close();
await server.close();
process.exitCode = faults + elsewhere.size > 0 ? 1 : 0;
