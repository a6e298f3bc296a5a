import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { KernelClient } from './kernel-client.js';

const folder = mkdtempSync(join(tmpdir(), 'definitions-'));
const path = join(folder, 'lesson.ipynb');
const code = (source: string | string[]) => ({ cell_type: 'code', source });
const cells = [
  { cell_type: 'markdown', source: 'const frame = 0;' },
  code(["import { show as draw } from './lib/display';\n", 'const frame = 1;']),
  code('frame.toFixed();'),
  code('const { later, list: [first] } = { later: 2, list: [3] };'),
  code('function work() {}\nclass Box {}'),
];

let kernel: KernelClient;

before(async () => {
  writeFileSync(path, JSON.stringify({ cells, nbformat: 4, nbformat_minor: 5, metadata: {} }));
  kernel = await KernelClient.start({ JPY_SESSION_NAME: path });
});

after(async () => {
  await kernel.shutdown();
  rmSync(folder, { recursive: true });
});

const RUN = ': run the cells above first (menu Run > Run All Above Selected Cell).';

async function said(cell: string): Promise<string> {
  const { reply } = await kernel.run(cell);
  return String(reply.evalue);
}

test('after a restart an unknown name is followed by the cell of this notebook that defines it', async () => {
  assert.equal(
    await said('frame.toFixed();'),
    `line 1: Cannot find name 'frame'. frame is defined in the 1st code cell of this notebook (const frame = 1;)${RUN}`,
  );
});

test('what to do is said once, in a cell that lacks several', async () => {
  assert.equal(
    await said('draw(first);\nwork();'),
    "line 1: Cannot find name 'draw'. draw is defined in the 1st code cell of this notebook " +
      `(import { show as draw } from './lib/display';)${RUN}; ` +
      "line 1: Cannot find name 'first'. first is defined in the 3rd code cell of this notebook " +
      '(const { later, list: [first] } = { later: 2, list: [3] };).; ' +
      "line 2: Cannot find name 'work'. work is defined in the 4th code cell of this notebook (function work() {}).",
  );
});

test('of a name that only cells below define, that is said', async () => {
  const below = [code('frame.toFixed();'), code('new Box();'), code('class Box {}')];
  writeFileSync(path, JSON.stringify({ cells: below }));
  assert.match(
    await said('new Box();'),
    /is defined in the 3rd code cell .*, below this one: run that cell first\.$/,
  );
});

test('a notebook that is gone, or no notebook, does no harm', async () => {
  writeFileSync(path, 'no JSON');
  assert.equal(await said('frame;'), "line 1: Cannot find name 'frame'.");
});

test('a name of a cell that ended by an error is found there', async () => {
  const { reply } = await kernel.run('const broken = 1;\nthrow new Error("after it");');
  assert.equal(
    await said('broken;'),
    `line 1: Cannot find name 'broken'. broken is defined in cell ${reply.execution_count}, which ended by an error: run that cell again first.`,
  );
});
