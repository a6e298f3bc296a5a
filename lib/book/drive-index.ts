import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { writeFileWhole } from '../outputs/index.js';

/** The name under which JupyterLite asks for what is in a folder. */
export const INDEX_FILE = 'all.json';

const types: Record<string, string> = { '.ipynb': 'notebook' };
const formats: Record<string, string> = { '.ipynb': 'json', '.ts': 'text', '.svg': 'text' };
const kinds: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'text/typescript',
};

/** A file or a folder as Jupyter's service of contents describes it, without what is in it. */
function described(root: string, path: string) {
  const { mtime, size } = statSync(join(root, path));
  const isFolder = statSync(join(root, path)).isDirectory();
  const ending = extname(path);
  const when = mtime.toISOString();
  return {
    ...{ name: path.split('/').at(-1) ?? '', path, created: when, last_modified: when },
    type: isFolder ? 'directory' : (types[ending] ?? 'file'),
    format: isFolder ? 'json' : (formats[ending] ?? 'base64'),
    mimetype: isFolder ? null : (kinds[ending] ?? null),
    ...{ size: isFolder ? null : size, writable: true, content: null, hash: null },
    hash_algorithm: null,
  };
}

/**
 * Writes what JupyterLite's drive lists, folder by folder: what its own tool writes where a Jupyter server is installed.
 * @param files the folder of the drive's files
 * @param api where the lists go
 */
export function writeDriveIndex(files: string, api: string, folder = ''): void {
  const names = readdirSync(join(files, folder)).sort();
  const entries = names.map((name) => described(files, folder === '' ? name : `${folder}/${name}`));
  const list = { ...described(files, folder), format: 'json', content: entries };
  writeFileWhole(join(api, folder, INDEX_FILE), `${JSON.stringify(list)}\n`);
  for (const { type, path } of entries) {
    if (type === 'directory') writeDriveIndex(files, api, path);
  }
}
