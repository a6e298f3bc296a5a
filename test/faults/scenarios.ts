import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { createRandom } from '../../lib/engine/random.js';
import { makeZip } from '../fetch/zips.js';

/** A command that is killed and started again. */
export interface Scenario {
  name: string;
  /** How often it is killed. */
  kills: number;
  /** Command lines that make what it begins with. */
  before: readonly (readonly string[])[];
  /** What is typed at first; after a kill, where that is something else; and where that is refused. */
  words: (root: string) => string[];
  again?: (root: string) => string[];
  /** What is said where a run that was killed had nothing left to do. */
  done?: RegExp;
  /** Whether the changes to its folder are seen: not where other programs make them. */
  points: boolean;
}

const COLOURS = ['red', 'green', 'blue', 'yellow', 'white', 'black'];
const THINGS = ['ball', 'kite', 'dog', 'boat'];

/** Plain pictures with three captions each, in Flickr8k's layout. */
export async function drawPlainDataset(folder: string, pictures: number): Promise<void> {
  mkdirSync(join(folder, 'images'), { recursive: true });
  const random = createRandom('plain pictures');
  const files: string[] = [];
  const lines: string[] = [];
  for (let n = 0; n < pictures; n++) {
    const [colour, thing] = [random.choice(COLOURS), random.choice(THINGS)];
    const file = `pic${String(n).padStart(3, '0')}.jpg`;
    const create = { width: 48 + (n % 7), height: 40, channels: 3 as const, background: colour };
    await sharp({ create })
      .jpeg()
      .toFile(join(folder, 'images', file));
    files.push(file);
    const says = [
      `A ${colour} ${thing} .`,
      `The ${thing} is ${colour} .`,
      `One ${colour} ${thing} here .`,
    ];
    lines.push(...says.map((caption, number) => `${file}#${number}\t${caption}\n`));
  }
  const most = Math.round(pictures * 0.7);
  const list = (from: number, to?: number) => `${files.slice(from, to).join('\n')}\n`;
  writeFileSync(join(folder, 'Flickr8k.token.txt'), lines.join(''));
  writeFileSync(join(folder, 'Flickr_8k.trainImages.txt'), list(0, most));
  writeFileSync(join(folder, 'Flickr_8k.devImages.txt'), list(most, most + 6));
  writeFileSync(join(folder, 'Flickr_8k.testImages.txt'), list(most + 6));
}

/** Sends an archive a piece at a time, from where it is asked to. */
async function drip(response: ServerResponse, body: Buffer, start: number): Promise<void> {
  const size = Math.ceil(body.length / 40);
  for (let at = start; at < body.length && !response.destroyed; at += size) {
    response.write(body.subarray(at, at + size));
    await pause(15);
  }
  response.end();
}

/** A server on the loopback that sends `glove.6B.zip` slowly. */
export async function slowServer() {
  const random = createRandom('vectors');
  const lines = Array.from(
    { length: 4000 },
    (_, n) => `w${n} ${random.uniform()} ${random.uniform()}`,
  );
  const body = await makeZip({ 'glove.6B.200d.txt': `${lines.join('\n')}\n` });
  const server = createServer(({ headers }, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    const range = `bytes ${start}-${body.length - 1}/${body.length}`;
    const length = { etag: '"one"', 'content-length': body.length - start };
    response.writeHead(start > 0 ? 206 : 200, {
      ...length,
      ...(start > 0 && { 'content-range': range }),
    });
    void drip(response, body, start);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

const cell = (source: string) => ({
  ...{ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source },
});

/** A notebook that makes what the sections make before the training. */
export function writeSmallNotebook(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const cells = [
    "import { openDataset } from './lib/data-understanding';\nconst dataset = await openDataset();",
    "import { ensureModelInputs } from './lib/model';\nconst inputs = await ensureModelInputs(dataset);",
    'inputs.features.ids.length',
  ].map(cell);
  const kernelspec = { display_name: 'TypeScript', language: 'typescript', name: 'captionlab' };
  const metadata = { kernelspec, language_info: { name: 'typescript' } };
  const notebook = { cells, metadata, nbformat: 4, nbformat_minor: 4 };
  writeFileSync(join(folder, '01-small.ipynb'), JSON.stringify(notebook));
}

/** A data set of one's own, as a folder of pictures and a table. */
export function writeOwnTable(folder: string): void {
  const files = readdirSync(join(folder, 'images')).sort();
  const rows = files.map(
    (file, n) => `${file},"A ${COLOURS[n % 6]} ${THINGS[n % 4]}, number ${n}"`,
  );
  writeFileSync(join(folder, 'images', 'captions.csv'), `image,caption\n${rows.join('\n')}\n`);
}

const hasCheckpoint = (root: string) => {
  const folder = join(root, 'outputs', 'flickr8k', 'model');
  return (
    existsSync(folder) &&
    readdirSync(folder).some((name) => /^checkpoint-\d+\.safetensors\.header\.json$/.test(name))
  );
};

/** All commands that write. */
export function scenarios(address: string): Scenario[] {
  const on = (root: string) => ['--dataset', 'flickr8k', '--data', join(root, 'pictures')];
  const small = ['--units', '8', '--batch', '8', '--epochs', '4'];
  const encode = ['encode', '--workers', '1'];
  const train = ['train', ...small];
  return [
    {
      ...{ name: 'download', kills: 50, before: [], points: true },
      words: (root) => ['fetch', 'glove', '--from', address, '--data', join(root, 'data')],
    },
    {
      ...{ name: 'encode', kills: 80, before: [], points: true },
      words: (root) => [...encode, '--maps', ...on(root)],
    },
    {
      ...{ name: 'encode, two processes', kills: 20, before: [], points: true },
      words: (root) => ['encode', '--workers', '2', '--maps', ...on(root)],
    },
    {
      ...{ name: 'train', kills: 100, before: [encode], points: true },
      words: (root) => [...train, ...on(root)],
      again: (root) => [
        ...train,
        ...on(root),
        ...(hasCheckpoint(root) ? ['--resume'] : ['--again']),
      ],
    },
    {
      ...{ name: 'search', kills: 50, before: [train], points: true },
      words: (root) => [
        'search',
        '--trials',
        '2',
        '--space',
        join(root, 'space.json'),
        ...on(root),
      ],
    },
    {
      ...{ name: 'evaluate', kills: 50, before: [train], points: true },
      words: (root) => ['evaluate', ...on(root)],
    },
    {
      ...{ name: 'web', kills: 50, before: [train], points: true },
      words: (root) => ['web', ...on(root)],
    },
    {
      ...{ name: 'dataset create', kills: 50, before: [], points: true },
      words: (root) => [
        'dataset',
        'create',
        join(root, 'pictures', 'images'),
        '--name',
        'own',
        '--copy',
      ],
      done: /is there already|in use/,
    },
    {
      ...{ name: 'notebook', kills: 50, before: [], points: false },
      words: (root) => ['notebooks', '--from', join(root, 'notebooks'), ...on(root)],
    },
  ];
}
