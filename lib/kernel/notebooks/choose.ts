import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../../outputs/index.js';

/**
 * The notebooks that the words name by how their file names begin ("01", "03-voc"), or all of them, in order.
 * @throws UserError for a word that names none, when there are none at all, or no such folder
 */
export function chooseNotebooks(words: string[], folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`${folder} is no folder: --from takes one that holds notebooks.`);
  }
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.ipynb'))
    .sort();
  if (all.length === 0) throw new UserError(`${folder} holds no notebooks.`);
  for (const word of words) {
    if (all.some((name) => name.startsWith(word))) continue;
    throw new UserError(`No notebook begins with "${word}". There are: ${all.join(', ')}.`);
  }
  const chosen = all.filter((name) => !words.length || words.some((word) => name.startsWith(word)));
  return chosen.map((name) => join(folder, name));
}

/** A notebook's file name without its ending. */
export const notebookName = (path: string) => basename(path, '.ipynb');

/** What a notebook's text cells say, one after the other. */
function proseOf(path: string): string {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  const prose = cells.filter(({ cell_type }) => cell_type === 'markdown');
  return prose.map(({ source }) => [source].flat().join('')).join('\n\n');
}

/** A notebook's first heading, or else its file name. */
export function notebookTitle(path: string): string {
  return /^# (.*)$/m.exec(proseOf(path))?.[1].trim() ?? notebookName(path);
}

/** What a notebook says that its reader will be able to do, as plain text; undefined where it does not say so. */
export function notebookPromise(path: string): string | undefined {
  const [, promise] =
    /^\*\*You will be able to\*\* ([\s\S]*?)(?:\n\s*\n|$(?![\s\S]))/m.exec(proseOf(path)) ?? [];
  return promise
    ?.replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`$]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
