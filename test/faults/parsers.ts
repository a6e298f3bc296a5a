import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DataFrame, toExcel } from 'danfojs-node';
import fc from 'fast-check';
import { packTar } from 'modern-tar';
import sharp from 'sharp';
import { exerciseRecords } from '../../lib/classroom/exercise-record.js';
import { cleanCaption, cocoTokens } from '../../lib/cleaning/index.js';
import { openCaptions } from '../../lib/data-understanding/caption-page/kept-captions.js';
import * as data from '../../lib/data-understanding/index.js';
import { readCsvFile } from '../../lib/data-understanding/own/csv-file.js';
import { readExcelFile } from '../../lib/data-understanding/own/excel-file.js';
import { readJsonFile, readJsonLines } from '../../lib/data-understanding/own/json-file.js';
import { readTarFiles } from '../../lib/data-understanding/own/tar-file.js';
import { readGlove } from '../../lib/embeddings/index.js';
import { readClipVectors, readComparedFiles, readSpace } from '../../lib/evaluation/index.js';
import { readQuestion } from '../../lib/evaluation/live-page/questions.js';
import { unzip } from '../../lib/fetch/unzip.js';
import {
  readOutline,
  readPreprocessing,
  readWholePicture,
} from '../../lib/image-encoding/index.js';
import { openPackedCaptioner } from '../../lib/inference/index.js';
import { decodeText, oneField, unescaped } from '../../lib/outputs/index.js';
import { vocabularyOf } from '../../lib/vocabulary/index.js';
import { makeZip } from '../fetch/zips.js';
import { jsonMutantsOf, mutantsOf } from '../mutants.js';

/** Something that reads what others wrote, and a few sound files of which others are made. */
export interface Parser {
  name: string;
  /** Part of every message. */
  file: string;
  seeds: Uint8Array[];
  /** Whether a seed's JSON is changed too, value by value. */
  json?: boolean;
  read(bytes: Uint8Array): unknown;
}

const bytesOf = (text: string) => Buffer.from(text);
const json = (value: unknown) => bytesOf(JSON.stringify(value));

/** In memory, where there is such a place: many files are written. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
export const folder = mkdtempSync(join(memory, 'captionlab-parsers-'));
export const removeFolder = () => rmSync(folder, { recursive: true, force: true });
const at = (name: string) => join(folder, name);

/** A parser of a file: what it is given is written there first. */
function fileParser<T>(
  name: string,
  file: string,
  seeds: Uint8Array[],
  read: (path: string) => T,
): Parser {
  const path = at(file);
  mkdirSync(dirname(path), { recursive: true });
  const written = (bytes: Uint8Array) => {
    writeFileSync(path, bytes);
    return read(path);
  };
  return { name, file, seeds, json: /jsonl?|ipynb$/.test(file), read: written };
}

const token = 'cat1.jpg#0\tThe black cat sat on grass .\ncat 2.jpg#1\tA white cat – “so” .\n';
const karpathy = {
  images: ['train', 'val', 'test', 'restval'].map((split, n) => ({
    ...{ filename: `${n}.jpg`, split, sentences: [{ raw: 'A dog runs .' }, { raw: 'Ein Hund' }] },
  })),
};
const coco = {
  images: [{ id: 1, file_name: '1.jpg' }],
  annotations: [{ image_id: 1, id: 1, caption: 'A dog .' }],
};
const notebook = {
  cells: [
    {
      ...{ cell_type: 'code', execution_count: 1, source: ['check()'] },
      metadata: { nbgrader: { grade: true, grade_id: 'check-3-5', points: 2 } },
      outputs: [
        {
          output_type: 'stream',
          name: 'stdout',
          text: ['Exercise 3.5: not yet. Look.\n', '2 tries.\n'],
        },
        { output_type: 'error', ename: 'E', evalue: 'no' },
      ],
    },
    { cell_type: 'markdown', source: '# Words' },
  ],
};
const question = {
  picture: 'a',
  patch: { x: 0, y: 0, width: 0.5, height: 1 },
  beginning: ['a'],
  of: ['dog'],
};
const vocabulary = vocabularyOf(['cat', 'grass'], 1);

/** All of them; those of weights and features have tests of their own (`parsers.test.ts` of their rooms). */
export async function allParsers(): Promise<Parser[]> {
  const create = { width: 4, height: 3, channels: 3 as const, background: 'red' };
  const picture = (kind: 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff') =>
    sharp({ create }).toFormat(kind).toBuffer();
  const pictures = await Promise.all(
    (['jpeg', 'png', 'webp', 'gif', 'tiff'] as const).map(picture),
  );
  const tar = await packTar([
    { header: { name: 'a.jpg', size: pictures[0].length }, body: pictures[0] },
    { header: { name: 'a.txt', size: 7 }, body: 'A dog .' },
    { header: { name: 'b.json', size: 21 }, body: '{"caption": "A cat ."}'.slice(0, 21) },
  ]);
  const zip = await makeZip({ 'a.jpg': 'a picture', 'x/b.jpg': 'another' });
  const references = json({ 1: ['A dog .'], 2: ['A cat .', 'One cat'] });
  writeFileSync(at('references.json'), references);
  writeFileSync(at('candidates.json'), json({ 1: 'A dog .', 2: 'a cat' }));
  mkdirSync(at('captioned'), { recursive: true });
  writeFileSync(at('captioned/a.jpg'), pictures[0]);
  const onnx = readFileSync(
    join(import.meta.dirname, '..', 'image-encoding', 'onnx-models', 'mask.onnx'),
  );
  return [
    {
      name: 'text',
      file: 'x.txt',
      seeds: [bytesOf('line – “one”\nzwei\n')],
      read: (bytes) => decodeText(bytes, 'x.txt'),
    },
    fileParser('captions as Flickr8k has them', 'tokens.txt', [bytesOf(token)], data.readTokenFile),
    fileParser('a split list', 'split.txt', [bytesOf('cat1.jpg\ncat 2.jpg\n')], (path) =>
      data.readSplitList(path),
    ),
    fileParser(
      'captions as Kaggle has them',
      'captions.txt',
      [bytesOf('image,caption\na.jpg,"A dog, ""so"""\nb.jpg,A cat , too\n')],
      data.readCaptionTable,
    ),
    fileParser("Karpathy's split file", 'dataset.json', [json(karpathy)], data.readKarpathyFile),
    fileParser(
      'a table as CSV',
      'own.csv',
      [bytesOf('image;caption\na.jpg;A dog\n'), bytesOf('a.jpg\tA dog\r\nb.jpg\t"A\ncat"\r\n')],
      readCsvFile,
    ),
    fileParser(
      'JSON lines',
      'own.jsonl',
      [
        bytesOf(
          '{"file_name": "a.jpg", "text": "A dog"}\n{"file_name": "b.jpg", "text": ["A cat"]}\n',
        ),
      ],
      readJsonLines,
    ),
    fileParser(
      'captions as JSON',
      'own.json',
      [
        json(coco),
        json(karpathy),
        json([{ image: 'a.jpg', caption: 'A dog' }]),
        json({ 'a.jpg': ['A dog'] }),
      ],
      readJsonFile,
    ),
    fileParser('a sheet of Excel', 'own.xlsx', [sheet()], readExcelFile),
    fileParser('a tar of pictures and texts', 'own.tar', [Buffer.from(tar)], async (path) => {
      const place = at('unpacked');
      await readTarFiles([path], place);
      rmSync(place, { recursive: true, force: true });
    }),
    fileParser(
      'the page’s captions',
      'captioned/captions.csv',
      [bytesOf('image,caption,written by\r\na.jpg,"A dog, so",person\r\n')],
      (path) => openCaptions(dirname(path)).pictures(),
    ),
    fileParser(
      'the note of a data set',
      'note/captionlab.json',
      [json({ language: 'de', text: 'words', minCount: 2 })],
      (path) => data.readNote(dirname(path)),
    ),
    fileParser(
      'word vectors',
      'glove.txt',
      [bytesOf('cat 0.1 0.2 0.3\ngrass 1 2 3\nthe 1 1 1\n')],
      (path) => readGlove(path, vocabulary, { width: 3 }),
    ),
    fileParser(
      'captions to be scored',
      'mutant-candidates.json',
      [
        json({ 1: 'A dog .', 2: 'a cat' }),
        json([
          { image_id: 1, caption: 'A dog' },
          { image_id: 2, caption: '' },
        ]),
      ],
      (path) => readComparedFiles(path, at('references.json')),
    ),
    fileParser(
      'references',
      'mutant-references.json',
      [
        references,
        json({ ...coco, annotations: [...coco.annotations, { image_id: 2, id: 2, caption: 'x' }] }),
      ],
      (path) => readComparedFiles(at('candidates.json'), path),
    ),
    fileParser(
      "a CLIP's vectors",
      'clip.jsonl',
      [bytesOf('{"picture": "a", "vector": [1, 2]}\n{"caption": "A dog", "vector": [2, 3]}\n')],
      readClipVectors,
    ),
    fileParser(
      'a space to search',
      'space.json',
      [json({ units: [8, 16], dropout: { from: 0.1, to: 0.5, log: true } }), json([{ units: 8 }])],
      readSpace,
    ),
    fileParser('a zip archive', 'a.zip', [zip], async (path) => {
      const place = at('unzipped');
      await unzip(path, place, /\.jpg$/);
      rmSync(place, { recursive: true, force: true });
    }),
    fileParser("a pupil's notebook", 'work.ipynb', [json(notebook)], exerciseRecords),
    fileParser(
      'a packed captioner',
      'packed/captioner.json',
      [
        readFileSync(
          join(import.meta.dirname, '../../lib/inference/weights/photographs/captioner.json'),
        ).subarray(0, 4000),
      ],
      (path) => openPackedCaptioner(dirname(path)),
    ),
    {
      name: "an image processor's settings",
      file: 'p.json',
      json: true,
      seeds: [
        json({
          size: { shortest_edge: 256 },
          crop_size: { height: 224, width: 224 },
          do_center_crop: true,
          image_mean: [0.5, 0.5, 0.5],
          image_std: [0.2, 0.2, 0.2],
          resample: 3,
        }),
      ],
      read: (bytes) => readPreprocessing(Buffer.from(bytes).toString(), 'p.json'),
    },
    {
      name: 'a network as ONNX, its outline',
      file: 'n.onnx',
      seeds: [onnx],
      read: (bytes) => readOutline(bytes, 'n.onnx'),
    },
    { name: 'a picture', file: 'The picture', seeds: pictures, read: readWholePicture },
    {
      name: 'what a page asks',
      file: '',
      json: true,
      seeds: [json(question)],
      read: (bytes) => readQuestion(parsed(bytes)),
    },
  ];
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}

function sheet(): Buffer {
  const path = at('seed.xlsx');
  toExcel(new DataFrame([['a.jpg', 'A dog']], { columns: ['image', 'caption'] }), {
    filePath: path,
  });
  return readFileSync(path);
}

/** Changed files of a parser: bytes here and there, and where it is JSON, its values. */
export function mutantsFor({ seeds, json: isJson }: Parser): fc.Arbitrary<Uint8Array> {
  const bytes = seeds.map((seed) => mutantsOf(seed));
  const values = seeds.flatMap((seed) => {
    const value = isJson ? parsed(seed) : undefined;
    return value === undefined
      ? []
      : [jsonMutantsOf(value).map((one) => bytesOf(JSON.stringify(one) ?? ''))];
  });
  return fc.oneof(...bytes, ...values);
}

/** What reads any text and refuses none. */
export const textReaders: Record<string, (text: string) => unknown> = {
  "COCO's tokens": cocoTokens,
  "the tutorial's cleaning": cleanCaption,
  'a name as an id': data.imageIdOf,
  'a name as a field and back': (text) => unescaped(oneField(text)),
};
