import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LIBRARY_FILE } from '../display/figure-script.js';
import { threadScripts } from '../in-the-browser/wasm-files.js';
import { projectRoot } from '../outputs/index.js';
import { builtScripts, type MadeFile } from './built-scripts.js';
import { bundleKernel } from './bundle-kernel.js';
import { libFiles, libModules, typeFiles } from './project-files.js';
import { KERNEL_MAP, PROJECT, THREADS } from './system/folder.js';
import type { ImageHeader, LaterFiles } from './system/image.js';

/** Weights larger than this are fetched when they are first read. */
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

/** What is fetched when it is first read: what hardly becomes smaller when it is compressed, and what the pages have. */
const isLater = ({ path, bytes }: MadeFile): boolean =>
  (bytes.length > LARGE && /\.(bin|safetensors)$/.test(path)) || path.endsWith(`/${LIBRARY_FILE}`);

const packed = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 });

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

/** Writes the kernel: a script that brings it, and itself compressed. @returns its source map */
async function writeKernel(folder: string): Promise<MadeFile> {
  const modules = libModules().map((path) => join(projectRoot, path));
  const { kernel, map, loader } = await bundleKernel(modules);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'kernel.js'), loader);
  writeFileSync(join(folder, 'kernel.packed'), packed(kernel));
  return { path: KERNEL_MAP, bytes: map };
}

/**
 * Writes the kernel, and the project as it brings it: all as one, compressed, but for weights, which are each by itself and
 * do not become smaller.
 */
export async function writeProject(folder: string): Promise<void> {
  const read = [...libFiles(), ...typeFiles(libModules()), ...others].map(fromProject);
  const files = [...read, ...(await builtScripts()), await writeKernel(folder)];
  const later = files.filter(isLater);
  const now = files.filter((file) => !isLater(file));
  writeFileSync(join(folder, 'project.image'), packed(imageOf(now)));
  for (const { path, bytes } of later) {
    const to = join(folder, nameOnSite(path));
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, bytes);
  }
  writeThreads(join(folder, THREADS));
  const list: LaterFiles = later.map(({ path, bytes }) => [path, bytes.length, nameOnSite(path)]);
  writeFileSync(join(folder, 'later.json'), JSON.stringify(list));
}
