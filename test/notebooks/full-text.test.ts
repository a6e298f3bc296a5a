import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ensureSequences, sequencesPath } from '../../lib/caption-preprocessing/index.js';
import { descriptionsPath } from '../../lib/cleaning/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import { vocabularyPath } from '../../lib/vocabulary/index.js';
import { smallDataset } from '../data-understanding/small-dataset.js';
import { KernelClient } from '../kernel/kernel-client.js';
import { notebookText } from '../laws/tracked-files.js';

/** Captions in which both text rules find something to keep or to drop, and words between the two thresholds. */
const captions = ['A dog runs on the 3 mats .', "The dog 's T-shirt is red", '2 dogs , a cat'];
const pictures = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((letter) => `${letter}.jpg`);
const list = (names: string[]) => `${names.join('\n')}\n`;

const folder = smallDataset({
  'Flickr8k.token.txt': list(
    pictures.flatMap((name) => captions.map((caption, i) => `${name}#${i}\t${caption}`)),
  ),
  'Flickr_8k.trainImages.txt': list(pictures.slice(0, 6)),
  'Flickr_8k.devImages.txt': list([pictures[6]]),
  'Flickr_8k.testImages.txt': list([pictures[7]]),
  ...Object.fromEntries(pictures.map((name) => [`images/${name}`, 'not read here'])),
});

function codeCells(notebook: string): string[] {
  const { cells } = JSON.parse(notebookText(notebook)) as {
    cells: { cell_type: string; source: string[] }[];
  };
  return cells.filter((cell) => cell.cell_type === 'code').map(({ source }) => source.join(''));
}

/** Executes a notebook with the full text in a kernel of its own. */
async function execute(notebook: string, outputs: string): Promise<void> {
  const kernel = await KernelClient.start({
    ...{ DATASET: 'flickr8k', DATA: folder, TEXT: 'full', CAPTIONLAB_OUTPUTS: outputs },
  });
  try {
    for (const cell of codeCells(notebook)) {
      const { status, reply } = await kernel.run(cell);
      assert.equal(status, 'ok', `${notebook}: ${reply.evalue} in\n${cell}`);
    }
  } finally {
    await kernel.shutdown();
  }
}

test('with the full text the notebooks leave, byte by byte, what the commands leave', async () => {
  const outputs = mkdtempSync(join(tmpdir(), 'captionlab-outputs-'));
  const dataset = await openDataset({ name: 'flickr8k', folder, text: 'full' });
  const byLib = { ...dataset, runFolder: mkdtempSync(join(tmpdir(), 'captionlab-run-')) };
  const byNotebook = { ...dataset, runFolder: join(outputs, 'flickr8k') };
  await ensureSequences(byLib);
  for (const [notebook, ...paths] of [
    ['02-cleaning', descriptionsPath],
    ['05-caption-preprocessing', vocabularyPath, sequencesPath],
  ] as const) {
    await execute(notebook, outputs);
    for (const pathOf of paths)
      assert.equal(readFileSync(pathOf(byNotebook), 'utf8'), readFileSync(pathOf(byLib), 'utf8'));
  }
});
