import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../outputs/index.js';
import { libFiles, libModules, typeFiles } from './project-files.js';
import { PROJECT } from './system/folder.js';
import type { ImageHeader, LaterFiles } from './system/image.js';

/** Files larger than this are fetched when they are first read. */
const LARGE = 50_000;

const isWeights = (path: string) => path.includes('/weights/');

/** What notebooks read beside lib. */
const others = ['package.json', 'LICENSE', 'node_modules/plotly.js-dist-min/package.json'];
const large = ['node_modules/plotly.js-dist-min/plotly.min.js'];

const sizeOf = (path: string) => statSync(join(projectRoot, path)).size;

/** Files as one, as `bringImage` reads them. */
function imageOf(paths: readonly string[]): Buffer {
  const files = paths.map((path) => readFileSync(join(projectRoot, path)));
  const header: ImageHeader = paths.map((path, i) => [`${PROJECT}/${path}`, files[i].length]);
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, ...files]);
}

/** Writes the project as the browser's kernel brings it: its small files as one, the large ones each by itself. */
export function writeProject(folder: string): void {
  const files = libFiles();
  const isLater = (path: string) => isWeights(path) && sizeOf(path) > LARGE;
  const later = [...files.filter(isLater), ...large];
  const now = [...files.filter((path) => !isLater(path)), ...typeFiles(libModules()), ...others];
  writeFileSync(join(folder, 'project.image.gz'), gzipSync(imageOf(now), { level: 9 }));
  const list: LaterFiles = later.map((path) => [
    `${PROJECT}/${path}`,
    sizeOf(path),
    `files/${path.replace('node_modules/', 'packages/')}`,
  ]);
  for (const [i, [, , name]] of list.entries()) {
    const to = join(folder, name);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, readFileSync(join(projectRoot, later[i])));
  }
  writeFileSync(join(folder, 'later.json'), JSON.stringify(list));
}
