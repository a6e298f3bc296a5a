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

/** A notebook's first heading, or else its file name. */
export function notebookTitle(path: string): string {
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  const lines = cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .flatMap(({ source }) => [source].flat().join('').split('\n'));
  const heading = lines.find((line) => /^# /.test(line));
  return heading?.slice(2).trim() ?? basename(path, '.ipynb');
}
