import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { gzipSync } from 'node:zlib';
import { DataFrame, toExcel } from 'danfojs-node';
import { packTar } from 'modern-tar';
import { type CreateOptions, createDataset } from '../../lib/data-understanding/create-dataset.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import { noise } from './noise.js';

const before = process.env.CAPTIONLAB_DATA;
beforeEach(() => {
  mock.method(console, 'warn', () => undefined);
  process.env.CAPTIONLAB_DATA = mkdtempSync(join(tmpdir(), 'captionlab-data-'));
});
afterEach(() => {
  if (before === undefined) delete process.env.CAPTIONLAB_DATA;
  else process.env.CAPTIONLAB_DATA = before;
});

/** A folder with some pictures, no two alike, and some texts. */
async function folderOf(
  pictures: string[],
  texts: Record<string, string | Uint8Array> = {},
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-own-'));
  for (const [i, name] of pictures.entries()) texts = { ...texts, [name]: await noise(i) };
  for (const [name, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What a folder becomes: its captions by picture, and what was said about it. */
async function made(folder: string, options: Partial<CreateOptions> = {}) {
  const created = await createDataset({ folder, name: 'own', ...options });
  const { captions, splits, problems } = await openDataset({ name: 'own' });
  assert.deepEqual(problems, []);
  const said = { says: created.says.join('\n'), problems: created.problems };
  return { captions: Object.fromEntries(captions), splits, created, ...said };
}

const three = ['a.jpg', 'b.jpg', 'c.jpg'];
const dogs = { a: ['A dog'], b: ['Two dogs'], c: ['No dog'] };

describe('tables of captions', () => {
  it('without a header: the column of the pictures that are there, and the one of the longest texts', async () => {
    const text =
      'Anna Bo;a.jpg;A dog runs\nBo Carl;b.jpg;Two dogs run\nCarl Da;c.jpg;No dog is here\n';
    const { captions, says } = await made(await folderOf(three, { 'liste.csv': text }));
    assert.deepEqual(captions, { a: ['A dog runs'], b: ['Two dogs run'], c: ['No dog is here'] });
    assert.match(
      says,
      /from the column "column 2", captions from "column 3"; not used: "column 1"/,
    );
  });

  it('in other words than ours, captions in several columns, a picture without capitals or ending', async () => {
    const text =
      'Nr\tDatei\tBeschreibung 1\tBeschreibung 2\n1\tA.JPG\tEin Hund\tHund, der läuft\n2\tb\tZwei Hunde\t\n3\tordner\\c.jpg\tEine Katze\tDie Katze\n';
    const { captions, says, created } = await made(
      await folderOf(['a.jpg', 'B.JPG', 'ordner/c.jpg'], { 'tabelle.tsv': text }),
    );
    assert.deepEqual(captions, {
      ...{ a: ['Ein Hund', 'Hund, der läuft'], B: ['Zwei Hunde'], c: ['Eine Katze', 'Die Katze'] },
    });
    assert.match(
      says,
      /column "Datei", captions from "Beschreibung 1", "Beschreibung 2"; not used: "Nr"/,
    );
    assert.match(says, /language: German; text rule "words"/);
    assert.deepEqual([created.language, created.text, created.minCount], ['de', 'words', 2]);
  });

  it('by columns that are named, by their numbers too; a column that is not there is refused', async () => {
    const text =
      'key,image,first,second\na.jpg,x,A dog,One\nb.jpg,y,Two dogs,Two\nc.jpg,z,No dog,Three\n';
    const folder = await folderOf(three, { 'table.csv': text });
    await assert.rejects(createDataset({ folder, name: 'own', captionColumn: ['third'] }), {
      name: 'UserError',
      message: /table\.csv has no column "third": it has "key", "image", "first", "second"\./,
    });
    const columns = { imageColumn: 'key', captionColumn: ['First', '4'] };
    const { captions } = await made(folder, columns);
    assert.deepEqual(captions.b, ['Two dogs', 'Two']);
  });

  it('nothing that looks like captions is refused with the columns there are', async () => {
    const folder = await folderOf(three, {
      'table.csv': 'image,size\na.jpg,4\nb.jpg,5\nc.jpg,6\n',
    });
    await assert.rejects(createDataset({ folder, name: 'own' }), {
      message:
        /no column is known to hold captions\. It has "image", "size": say which, --caption-column/,
    });
  });

  it('an Excel sheet, in two languages side by side', async () => {
    const folder = await folderOf(['my dog.jpg', 'b.jpg', 'c.jpg']);
    const rows = [
      ['my dog.jpg', 'A dog is on the sofa', 'Der Hund liegt auf dem Sofa', 3],
      ['b', 'Two dogs are in the garden', 'Zwei Hunde sind im Garten', 4],
      ['c.jpg', 'The cat is at the door', 'Die Katze ist an der Tür', 5],
    ];
    const columns = ['Bild', 'English', 'Deutsch', 'stars'];
    toExcel(new DataFrame(rows, { columns }), { filePath: join(folder, 'class.xlsx') });
    const { captions, says } = await made(folder);
    assert.deepEqual(captions['my dog'], ['A dog is on the sofa', 'Der Hund liegt auf dem Sofa']);
    assert.match(
      says,
      /class\.xlsx: pictures from the column "Bild", captions from "English", "Deutsch"/,
    );
    assert.match(says, /captions 3 in English, 3 in German: a captioner will mix them/);
    const path = join(folder, 'class.xlsx');
    writeFileSync(path, readFileSync(path).subarray(0, 900));
    await assert.rejects(createDataset({ folder, name: 'other' }), {
      message: /class\.xlsx cannot be read as a sheet: it is cut short/,
    });
  });

  it('JSON lines and a list of objects, a caption or a list of them', async () => {
    const entries = [
      { picture: 'a.jpg', said: ['A dog', 'The dog'] },
      { picture: 'b.jpg', said: 'Two dogs' },
      { picture: 'c.jpg', said: 'No dog' },
    ];
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    const all = { ...dogs, a: ['A dog', 'The dog'] };
    const first = await made(await folderOf(three, { 'x.jsonl': lines }));
    assert.deepEqual(first.captions, all);
    const list = await folderOf(three, { 'x.json': JSON.stringify(entries) });
    assert.deepEqual((await made(list, { name: 'list' })).created.captions, 4);
    const cut = await folderOf(three, { 'x.jsonl': `${lines}{"picture": ` });
    await assert.rejects(createDataset({ folder: cut, name: 'cut' }), {
      name: 'UserError',
      message: /x\.jsonl, line 4 cannot be read as JSON/,
    });
  });
});

describe('captions in other layouts', () => {
  it("an image folder's metadata.jsonl in each split's folder keeps the splits", async () => {
    const line = (name: string, text: string) => `{"file_name": "${name}", "text": "${text}"}\n`;
    const folder = await folderOf(
      ['train/1.png', 'train/2.png', 'validation/1.png', 'test/1.png'],
      {
        'train/metadata.jsonl': line('1.png', 'A dog') + line('2.png', 'Two dogs'),
        'validation/metadata.jsonl': line('1.png', 'A cat'),
        'test/metadata.jsonl': line('1.png', 'A bird'),
      },
    );
    const { captions, splits, says } = await made(folder);
    assert.match(says, /split as the captions have it/);
    assert.deepEqual([splits.train.length, splits.dev.length, splits.test.length], [2, 1, 1]);
    assert.deepEqual(captions[splits.dev[0]], ['A cat']);
    assert.deepEqual(captions[splits.test[0]], ['A bird']);
  });

  it("COCO's annotations, those of no image named", async () => {
    const coco = {
      images: three.map((file, i) => ({ id: i + 7, file_name: file })),
      annotations: ['A dog', 'Two dogs', 'No dog', 'A ghost'].map((caption, i) => ({
        ...{ image_id: i + 7, caption },
      })),
    };
    const { captions, problems } = await made(
      await folderOf(three, { 'annotations/captions_train2014.json': JSON.stringify(coco) }),
    );
    assert.deepEqual(captions, dogs);
    assert.equal(problems.length, 1);
    assert.match(problems[0], /annotations\[3\]: no image has the id 10\. Left out\./);
  });

  it('a text file beside each picture, a caption a line, whatever the name', async () => {
    const nfd = 'Mädchen'.normalize('NFD');
    const pictures = [`${nfd}.JPG`, 'my photo 1.jpg', 'walk.1.jpg', 'walk.2.jpg'];
    const { captions, problems } = await made(
      await folderOf(pictures, {
        'Mädchen.txt': 'Ein Mädchen\nDas Kind\n',
        'my photo 1.txt': 'Eins\r\n\r\nZwei\r\n',
        'walk.1.txt': 'One walk',
        'walk.2.jpg.txt': 'Another walk',
      }),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(captions, {
      ...{ Mädchen: ['Ein Mädchen', 'Das Kind'], 'my photo 1': ['Eins', 'Zwei'] },
      ...{ 'walk.1': ['One walk'], 'walk.2': ['Another walk'] },
    });
  });

  it("a webdataset's shards, packed or not; one that is cut short is refused", async () => {
    const entry = (name: string, body: string | Uint8Array) => ({
      ...{ header: { name, size: Buffer.byteLength(body) }, body },
    });
    const one = await packTar([
      ...[entry('x/0001.jpg', await noise(1)), entry('x/0001.txt', 'A dog')],
      ...[entry('x/0001.cls', '5'), entry('../../y.0002.jpg', await noise(2))],
      entry('../../y.0002.json', '{"caption": "Two dogs"}'),
    ]);
    const two = await packTar([
      entry('0001.png', await noise(3)),
      entry('0001.txt', 'No dog\nNone'),
    ]);
    const folder = await folderOf([], { '0.tar': one, '1.tar.gz': gzipSync(two) });
    const { captions, created } = await made(folder);
    assert.deepEqual(Object.values(captions).sort(), [['A dog'], ['No dog', 'None'], ['Two dogs']]);
    assert.equal(created.pictures, 3);
    assert.deepEqual(readdirSync(process.env.CAPTIONLAB_DATA as string), ['own']); // nothing unpacked stays
    const cut = await folderOf([], { '0.tar': one.subarray(0, 1500) });
    await assert.rejects(createDataset({ folder: cut, name: 'cut' }), {
      name: 'UserError',
      message: /0\.tar cannot be read as a tar archive/,
    });
  });

  it('several files that may have captions: one has to be named', async () => {
    const table = 'image,caption\na.jpg,A dog\nb.jpg,Two dogs\nc.jpg,No dog\n';
    const folder = await folderOf(three, { 'x.csv': table, 'y.csv': table });
    await assert.rejects(createDataset({ folder, name: 'own' }), {
      message: /several files that may have captions \(x\.csv, y\.csv\): say which, --captions/,
    });
    assert.deepEqual((await made(folder, { captions: join(folder, 'y.csv') })).captions, dogs);
    const byFile = await made(join(folder, 'x.csv'), { name: undefined });
    assert.equal(byFile.created.name, 'x');
  });
});
