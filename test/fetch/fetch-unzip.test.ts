import assert from 'node:assert/strict';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { unzip } from '../../lib/fetch/unzip.js';
import { UserError } from '../../lib/outputs/index.js';
import { makeEvilZip, makeZip } from './zips.js';

const jpg = /\.jpg$/;

/** An archive on disk and a folder beside it that is not there yet. */
function place(zip: Buffer): { archive: string; around: string; folder: string } {
  const around = mkdtempSync(join(tmpdir(), 'unzip-'));
  const archive = join(around, 'a.zip');
  writeFileSync(archive, zip);
  return { archive, around, folder: join(around, 'in', 'images') };
}

const refuses = (done: Promise<number>, text: RegExp) =>
  assert.rejects(done, (error) => error instanceof UserError && text.test(error.message));

test('only what is wanted is unpacked, whatever folder it lies in, and nothing hidden', async () => {
  const { archive, folder } = place(
    await makeZip({
      'Flicker8k_Dataset/a.jpg': 'a',
      'Flicker8k_Dataset/b.jpg': 'b'.repeat(100_000),
      '__MACOSX/Flicker8k_Dataset/._a.jpg': 'resources',
      'readme.txt': 'read me',
    }),
  );
  assert.equal(await unzip(archive, folder, jpg), 2);
  assert.deepEqual(readdirSync(folder).sort(), ['a.jpg', 'b.jpg']);
  assert.equal(readFileSync(join(folder, 'b.jpg'), 'utf8'), 'b'.repeat(100_000));
});

test('an archive in the format for more than 4 GB is read', async () => {
  const { archive, folder } = place(await makeZip({ 'a.jpg': 'a' }, { zip64: true }));
  assert.equal(await unzip(archive, folder, jpg), 1);
  assert.equal(readFileSync(join(folder, 'a.jpg'), 'utf8'), 'a');
});

test('files that are there with the right length stay, others are unpacked again', async () => {
  const { archive, folder } = place(await makeZip({ 'a.jpg': 'aaa', 'b.jpg': 'bbb' }));
  await unzip(archive, folder, jpg);
  const early = new Date(2000, 1, 1);
  utimesSync(join(folder, 'a.jpg'), early, early);
  writeFileSync(join(folder, 'b.jpg'), 'b');
  writeFileSync(join(folder, 'b.jpg.part'), 'half of what was stopped');
  await unzip(archive, folder, jpg);
  assert.deepEqual(statSync(join(folder, 'a.jpg')).mtime, early);
  assert.equal(readFileSync(join(folder, 'b.jpg'), 'utf8'), 'bbb');
  assert.deepEqual(readdirSync(folder).sort(), ['a.jpg', 'b.jpg']);
});

for (const name of ['../../evil.jpg', '/nowhere/evil.jpg', 'C:/evil.jpg', 'a/../../../b.jpg']) {
  test(`an archive with an entry ${name} is refused before anything is written`, async () => {
    const { archive, around, folder } = place(await makeEvilZip(name));
    await refuses(unzip(archive, folder, jpg), /a\.zip cannot be unpacked: .*(absolute|relative)/);
    assert.deepEqual(readdirSync(around), ['a.zip']);
    assert.ok(!existsSync('/nowhere'));
  });
}

test('backslashes are folders and lead nowhere else', async () => {
  const inside = place(await makeEvilZip('Pictures\\evil.jpg'));
  await unzip(inside.archive, inside.folder, jpg);
  assert.deepEqual(readdirSync(inside.folder).sort(), ['evil.jpg', 'good.jpg']);
  const outside = place(await makeEvilZip('..\\..\\evil.jpg'));
  await refuses(unzip(outside.archive, outside.folder, jpg), /relative/);
  assert.deepEqual(readdirSync(outside.around), ['a.zip']);
});

test('an archive with a symbolic link for a picture, or a picture twice, is refused', async () => {
  const link = place(await makeZip({ 'a.jpg': { link: '/etc/passwd' } }));
  await refuses(unzip(link.archive, link.folder, jpg), /a\.jpg is a link/);
  const twice = place(await makeZip({ 'one/a.jpg': '1', 'two/a.jpg': '2' }));
  await refuses(unzip(twice.archive, twice.folder, jpg), /a\.jpg twice/);
});

test('a truncated archive and a damaged file are named, and no half of a file stays', async () => {
  const zip = await makeZip({ 'a.jpg': 'a'.repeat(1000) });
  const short = place(zip.subarray(0, zip.length - 30));
  await refuses(unzip(short.archive, short.folder, jpg), /a\.zip cannot be unpacked.*Delete it/);
  const stored = await makeZip({ 'a.jpg': Buffer.from('good picture') });
  // The CRC-32 stands 16 bytes into an entry of the central directory.
  const directory = stored.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
  stored[directory + 16] ^= 1;
  const damaged = place(stored);
  await refuses(unzip(damaged.archive, damaged.folder, jpg), /a\.jpg is damaged/);
  assert.deepEqual(readdirSync(damaged.folder), []);
});
