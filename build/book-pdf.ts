// Prints the book's chapters, a PDF each, into outputs/book-pdf: npm run book:pdf. It needs a Chromium on the PATH.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot, UserError } from '../lib/outputs/index.js';
import { findChromium, startChromium } from '../test/pages/chromium.js';

const [from, to] = ['book', 'book-pdf'].map((name) => join(projectRoot, 'outputs', name));
if (!findChromium()) throw new UserError('There is no Chromium on the PATH to print with.');
mkdirSync(to, { recursive: true });
const browser = await startChromium();
const page = await browser.newPage();
for (const name of readdirSync(from).filter((file) => /^\d.*\.html$/.test(file))) {
  await page.goto(pathToFileURL(join(from, name)).href);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.cl-figure')].every((one) =>
      one.querySelector('.js-plotly-plot .main-svg'),
    ),
  );
  await page.pdf({
    path: join(to, name.replace(/html$/, 'pdf')),
    ...{ format: 'A4', outline: true, tagged: true },
    margin: { top: '18mm', bottom: '18mm', left: '18mm', right: '18mm' },
  });
}
await browser.close();
console.log(`The chapters are in ${to}.`);
