import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LIBRARY_FILE } from '../display/figure-script.js';
import { threadScripts } from '../in-the-browser/wasm-files.js';
import { projectRoot } from '../outputs/index.js';
import { builtScripts, type MadeFile } from './built-scripts.js';
import { libFiles, libModules, typeFiles } from './project-files.js';
import { PROJECT, THREADS } from './system/folder.js';
import type { ImageHeader, LaterFiles } from './system/image.js';

/** Files larger than this are fetched when they are first read. */
const LARGE = 50_000;

const wasm = 'node_modules/@tensorflow/tfjs-backend-wasm';
const wasmFiles = ['.wasm', '.js'].flatMap((ending) =>
  readdirSync(join(projectRoot, wasm, 'wasm-out'))
    .filter((name) => name.endsWith(ending))
    .map((name) => `${wasm}/wasm-out/${name}`),
);

/** What notebooks read beside lib. */
const others = [
  ...['package.json', 'LICENSE'],
  ...['tslab', 'plotly.js-dist-min'].map((name) => `node_modules/${name}/package.json`),
  ...['node_modules/plotly.js-dist-min/plotly.min.js', `${wasm}/package.json`, ...wasmFiles],
];

const fromProject = (path: string): MadeFile => ({
  path: `${PROJECT}/${path}`,
  bytes: readFileSync(join(projectRoot, path)),
});

/** What is fetched when it is first read: weights and large scripts. The types and lib's modules are read at once. */
const isLater = ({ path, bytes }: MadeFile): boolean =>
  bytes.length > LARGE && !/\.[mc]?ts$/.test(path);

/** Files as one, as `bringImage` reads them. */
function imageOf(files: readonly MadeFile[]): Buffer {
  const header: ImageHeader = files.map(({ path, bytes }) => [path, bytes.length]);
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, ...files.map(({ bytes }) => bytes)]);
}

/** Where the site has a file, from the kernel's folder: hosts leave out folders that are called `node_modules`. */
const nameOnSite = (path: string): string =>
  path.endsWith(`/${LIBRARY_FILE}`)
    ? `../${LIBRARY_FILE}` // the book's pages have it already
    : `files${path.replace('/node_modules/', '/packages/')}`;

/** Writes what WebAssembly's threads start from: they ask the site, and not the kernel's files. */
function writeThreads(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, data] of threadScripts()) writeFileSync(join(folder, name), data);
}

/** Writes the project as the browser's kernel brings it: its small files as one, the large ones each by itself. */
export async function writeProject(folder: string): Promise<void> {
  const read = [...libFiles(), ...typeFiles(libModules()), ...others].map(fromProject);
  const files = [...read, ...(await builtScripts())];
  const later = files.filter(isLater);
  const now = files.filter((file) => !isLater(file));
  writeFileSync(join(folder, 'project.image'), gzipSync(imageOf(now), { level: 9 }));
  for (const { path, bytes } of later) {
    const to = join(folder, nameOnSite(path));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, bytes);
  }
  writeThreads(join(folder, THREADS));
  const list: LaterFiles = later.map(({ path, bytes }) => [path, bytes.length, nameOnSite(path)]);
  writeFileSync(join(folder, 'later.json'), JSON.stringify(list));
}
