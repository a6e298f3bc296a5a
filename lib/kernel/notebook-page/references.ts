import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import type { ExecutedCell } from './executed-notebook.js';
import { headingId, type References } from './prose.js';

const kinds: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
};

const isElsewhere = (address: string) => /^[a-z][a-z\d+.-]*:|^\/\//i.test(address);
const dataUrl = (kind: string, base64: string) =>
  `data:${kind};base64,${base64.replace(/\s/g, '')}`;

/** What is attached to a cell, by name. */
function attached({ attachments = {} }: ExecutedCell, name: string): string {
  const [kind, bytes] = Object.entries(attachments[name] ?? {})[0] ?? [];
  if (!kind || !bytes) throw new Error('is not attached to the cell');
  return dataUrl(kind, bytes);
}

function pictureFile(path: string): string {
  const kind = kinds[extname(path).toLowerCase()];
  if (!kind) throw new Error(`is none of ${Object.keys(kinds).join(', ')}`);
  if (!existsSync(path)) throw new Error('there is no such file');
  return dataUrl(kind, readFileSync(path).toString('base64'));
}

/**
 * Where what a cell refers to is found from a page: another notebook's page beside it, a file by its path from there, a
 * picture inside the page. Addresses elsewhere, and places on the page itself, stay.
 * @param notebook the notebook's path, from which it refers to other files
 * @param folder where the page will lie
 */
export function referencesOf(cell: ExecutedCell, notebook: string, folder: string): References {
  const fileOf = (address: string) => resolve(dirname(notebook), decodeURIComponent(address));
  return {
    link(address) {
      if (isElsewhere(address)) return address;
      const [path, place] = address.split('#');
      const there = place === undefined ? '' : `#${headingId(decodeURIComponent(place))}`;
      if (path === '') return there;
      const file = fileOf(path);
      if (!existsSync(file)) throw new Error('there is no such file');
      if (file.endsWith('.ipynb') && dirname(file) === dirname(resolve(notebook))) {
        return `${encodeURIComponent(basename(file, '.ipynb'))}.html${there}`;
      }
      const steps = relative(folder, file).split(sep).map(encodeURIComponent);
      return `${steps.join('/')}${there}`;
    },
    picture(address) {
      if (isElsewhere(address)) {
        if (address.startsWith('attachment:')) return attached(cell, address.slice(11));
        if (address.startsWith('data:')) return address;
        throw new Error('a page asks no other host for a picture');
      }
      return pictureFile(join(fileOf(address)));
    },
  };
}
