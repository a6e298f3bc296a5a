import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { packTar } from 'modern-tar';
import sharp from 'sharp';
import { createDataset } from '../../lib/data-understanding/create-dataset.js';
import { readKarpathyFile, readNote, readTokenFile } from '../../lib/data-understanding/index.js';
import { readExcelFile } from '../../lib/data-understanding/own/excel-file.js';
import { readJsonFile, readJsonLines } from '../../lib/data-understanding/own/json-file.js';
import { readTarFiles } from '../../lib/data-understanding/own/tar-file.js';
import { readComparedFiles, readSpace } from '../../lib/evaluation/index.js';
import { readWholePicture } from '../../lib/image-encoding/index.js';
import { makeZip } from '../fetch/zips.js';

const folder = mkdtempSync(join(tmpdir(), 'captionlab-hostile-'));
after(() => rmSync(folder, { recursive: true }));

/** Writes a file and gives its path. */
function place(name: string, contents: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, contents);
  return path;
}

/** What reads JSON that others wrote, from a file. */
const jsonReaders: Record<string, (path: string) => unknown> = {
  candidates: (path) => readComparedFiles(path, path),
  captions: readJsonFile,
  'JSON lines': readJsonLines,
  "Karpathy's split file": readKarpathyFile,
  'a space to search': readSpace,
  'the note of a data set': (path) => readNote(join(path, '..')),
};

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const around = (value: string) => [
  value,
  `{"images": ${value}}`,
  `{"images": [{"filename": ${value}, "split": ${value}}]}`,
  `{"a": ${value}}`,
  `[{"image_id": ${value}, "caption": ${value}}]`,
  `{"units": ${value}}`,
  `{"units": [${value}]}`,
  `{"annotations": ${value}, "images": []}`,
  `{"language": ${value}}`,
];

describe('a hostile file is read or refused by a sentence', () => {
  for (const [name, read] of Object.entries(jsonReaders)) {
    it(`JSON of 10,000 levels: ${name}`, async () => {
      for (const [n, text] of around(nested(10_000)).entries()) {
        const path = place(`${name}-${n}/captionlab.json`, text);
        try {
          await read(path);
        } catch (error) {
          const { name: kind, message } = error as Error;
          assert.equal(kind, 'UserError', `${text.slice(0, 40)}: ${(error as Error).stack}`);
          assert.ok(message.length < 2000, `${message.length} letters: ${message.slice(0, 300)}`);
        }
      }
    });
  }

  it('JSON with __proto__ changes nothing but what it names', () => {
    const path = place('proto.json', '{"__proto__": ["A dog"], "constructor": ["A cat"]}');
    const { rows } = readJsonFile(path) as { rows: { picture: string }[] };
    assert.deepEqual(
      rows.map(({ picture }) => picture),
      ['__proto__', 'constructor'],
    );
    assert.equal(({} as Record<number, unknown>)[0], undefined);
  });

  it('captions with NUL, CRLF, a mark in front, a line of 10 MB and letters from right to left', () => {
    const long = `long.jpg#0\t${'dog '.repeat(2.5e6)}`;
    const text = `\uFEFFa.jpg#0\tA \0 dog\r\n${long}\r\nb.jpg#0\t\u202Egod a\r\n`;
    const { captions } = readTokenFile(place('tokens.txt', text));
    assert.deepEqual([...captions.keys()], ['a', 'long', 'b']);
  });

  it('a picture of 30,000 x 1, and one that would unpack to more than is read', async () => {
    const create = { width: 30_000, height: 1, channels: 3 as const, background: 'red' };
    const { width, height } = await readWholePicture(await sharp({ create }).png().toBuffer());
    assert.deepEqual([width, height], [30_000, 1]);
    const bomb = await sharp({ create: { ...create, width: 16_000, height: 16_000 } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    assert.ok(bomb.length < 1e6);
    await assert.rejects(readWholePicture(bomb), {
      name: 'UserError',
      message: /more than 250 million pixels/,
    });
  });

  it('an archive that would unpack to more than memory or disk hold', async () => {
    const [size, body] = [201e6, Buffer.alloc(201e6)];
    const packed = await packTar([{ header: { name: 'a.jpg', size }, body }]);
    const tar = place('bomb.tar.gz', gzipSync(packed, { level: 1 }));
    assert.ok(statSync(tar).size < 2e6);
    await assert.rejects(readTarFiles([tar], join(folder, 'tar')), {
      name: 'UserError',
      message: /a\.jpg has more than 200 MB/,
    });
    const zip = await makeZip({ 'xl/workbook.xml': Buffer.alloc(301e6) });
    const sheet = place('bomb.xlsx', zip);
    assert.ok(zip.length < 1e6);
    await assert.rejects(readExcelFile(sheet), /unpacks to more than 300 MB/);
  });

  it('an SVG asks nobody for anything', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><image xlink:href="http://127.0.0.1:${port}/a.png" width="9" height="9"/><image href="file:///etc/passwd" width="9" height="9"/></svg>`;
    await readWholePicture(Buffer.from(svg)).catch(({ name }: Error) =>
      assert.equal(name, 'UserError'),
    );
    server.close();
    assert.equal(asked, 0);
  });

  it('names that lead elsewhere, and those that Windows keeps for itself, stay in their folder', async () => {
    process.env.CAPTIONLAB_DATA = join(folder, 'data');
    const pictures = join(folder, 'own');
    for (let n = 0; n < 4; n++) {
      const background = { r: 60 * n, g: 10, b: 200 };
      const create = { width: 32 + n, height: 32, channels: 3 as const, background };
      mkdirSync(pictures, { recursive: true });
      await sharp({ create })
        .jpeg()
        .toFile(join(pictures, `p${n}.jpg`));
    }
    place(
      'own/captions.csv',
      'image,caption\np0.jpg,A dog\np1.jpg,=cmd|x\np2.jpg,<script>\np3.jpg,A cat\n../../etc/passwd,x\nC:\\evil.jpg,y\nCON.jpg,z\n',
    );
    const made = await createDataset({ folder: pictures, name: 'own' });
    assert.equal(made.pictures, 4);
    assert.equal(made.problems.length, 3);
    assert.deepEqual(readdirSync(join(folder, 'data')), ['own']);
    delete process.env.CAPTIONLAB_DATA;
  });
});
