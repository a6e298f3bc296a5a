import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { barPlot } from '../../../lib/display/index.js';
import { figureOutput } from '../../../lib/display/plotly.js';
import { type FunctionSource, sourceHtml } from '../../../lib/display/source.js';
import { styled } from '../../../lib/display/styles.js';
import { tableHtml } from '../../../lib/display/table.js';
import type { ExecutedNotebook } from '../../../lib/kernel/notebook-page/executed-notebook.js';
import {
  type NotebookPage,
  notebookPage,
} from '../../../lib/kernel/notebook-page/notebook-page.js';
import type { NotebookFailure } from '../../../lib/kernel/notebooks/run-notebook.js';

/** A picture of one pixel. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A folder with two notebooks and a picture beside them. */
export function bookFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'book-'));
  writeFileSync(join(folder, '01-first.ipynb'), '{"cells":[]}');
  writeFileSync(join(folder, '02-second.ipynb'), '{"cells":[]}');
  writeFileSync(join(folder, 'dot.png'), Buffer.from(PIXEL, 'base64'));
  writeFileSync(join(folder, 'notes.txt'), 'notes');
  return folder;
}

const words = `# 01 · First

It needs $E = mc^2$ and costs $5 or $6.

$$
h_t = \\sum_i \\frac{a_i}{b_i} \\cdot \\sigma(W x_t + U h_{t-1} + b) \\tag{1}
$$

## What is \`seen\` & heard

- [the second](02-second.ipynb#What-Is-New)
- <https://example.org>

| word | times |
|---|--:|
| dog | 12 |

![a dot](dot.png) ![attached](attachment:one.png)

\`\`\`ts
const price = '$1'; // $x$ stays
\`\`\`

> On Flickr8k there are more.`;

const long = `a line as long as ${'it gets '.repeat(30)}`;
const source: FunctionSource = {
  ...{ name: 'batchOf', file: 'lib/generator/batch.ts', line: 7 },
  text: `/** ${long}\n * @example */\nexport function batchOf(rows: number[]): string {\n  return \`\${rows.length} rows\`; // ${long}\n}`,
};
const wide = [
  Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`column number ${i}`, 1234 * i])),
];

const shown = (html: string) => ({
  output_type: 'display_data',
  data: { 'text/html': [styled(html)] },
});

/** An executed notebook with every kind of output. */
export const everything: ExecutedNotebook = {
  cells: [
    { cell_type: 'markdown', source: words, attachments: { 'one.png': { 'image/png': PIXEL } } },
    {
      ...{ cell_type: 'code', execution_count: 1, source: ['const x: number = 1;\n', 'x'] },
      outputs: [
        {
          output_type: 'stream',
          name: 'stdout',
          text: ['one\rtwo \u001b[1;32mgreen\u001b[0m <tag>\n'],
        },
        { output_type: 'stream', name: 'stderr', text: 'a warning' },
        { output_type: 'execute_result', data: { 'text/plain': 'undefined' } },
      ],
    },
    {
      ...{ cell_type: 'code', execution_count: 2, source: `show(figure); // ${long}` },
      outputs: [
        {
          output_type: 'display_data',
          data: figureOutput(
            barPlot(
              [
                { label: 'dog', value: 3 },
                { label: 'cat', value: 1 },
              ],
              { title: 'Words' },
            ),
          ),
        },
        shown(tableHtml([{ word: 'dog', times: 8138 }], { caption: 'Counts' })),
        shown(tableHtml(wide)),
        shown(sourceHtml(source)),
        { output_type: 'display_data', data: { 'image/png': PIXEL, 'text/plain': 'a dot' } },
      ],
    },
    { cell_type: 'markdown', source: '## Exercises\n\n### Exercise 1.1\n\nHow many?' },
    {
      ...{ cell_type: 'code', execution_count: 3, source: "throw new Error('it broke');" },
      outputs: [
        {
          ...{ output_type: 'error', ename: 'Error', evalue: 'it broke' },
          traceback: ['\u001b[0;31mError\u001b[0m: it broke', '    at cell 3:1:7'],
        },
      ],
    },
    { cell_type: 'code', execution_count: null, source: 'never();', outputs: [] },
    { cell_type: 'code', execution_count: null, source: '', outputs: [] },
  ],
};

/** The page of a notebook in a folder of a book. */
export function pageIn(
  folder: string,
  notebook: ExecutedNotebook,
  failure?: NotebookFailure,
): NotebookPage {
  return notebookPage(notebook, {
    ...{ notebook: join(folder, '01-first.ipynb'), folder: join(folder, 'pages'), failure },
    title: '01 · First',
    about: 'Executed on scenes on 28 November 2026 in 4.2 s.',
    next: { name: '02-second', title: '02 · Second' },
  });
}
