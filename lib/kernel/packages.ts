import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { projectRoot } from '../outputs/index.js';

/** Where commands are typed. */
export const TERMINAL =
  "in a terminal, in the project's folder (JupyterLab: File > New > Terminal)";

function modulesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || /\.(ts|js|mjs|cjs|json)$/.test(entry.name))
    .map(({ name }) => parse(name).name)
    .filter((name) => !name.startsWith('.'));
}

function missingFile(id: string): string {
  const fromRoot = id.replace(/^(\.\.?\/)+/, './');
  if (fromRoot !== id && existsSync(join(projectRoot, dirname(fromRoot)))) {
    return `Paths start at the project's folder, not at the notebook's: try '${fromRoot}'.`;
  }
  const folder = dirname(id);
  const path = join(projectRoot, folder);
  if (!existsSync(path)) return `The project has no folder ${folder}.`;
  return `${folder} has: ${modulesIn(path).slice(0, 30).join(', ')}.`;
}

/** What to do about a module that is not found: a file of the project, or a package. */
export function missingModule(id: string): string {
  if (id.startsWith('.')) return missingFile(id);
  const name = id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/');
  if (existsSync(join(projectRoot, 'node_modules', name))) {
    return `The package ${name} is there, but has no such part.`;
  }
  return `The package ${name} is not installed. Type ${TERMINAL}:\n  npm install ${name}\nThen run this cell again; the kernel needs no restart.`;
}

/** How a package is loaded that `require` refuses. */
export function importInstead(id: string): string {
  return `${id} is an ES module, which import() alone loads here. Write: const { name } = await import('${id}')`;
}
