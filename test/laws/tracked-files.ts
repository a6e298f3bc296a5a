import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../lib/outputs/index.js';

/** A file of the project, its path written from the project's root. */
export interface ProjectFile {
  path: string;
  text: string;
}

const git = (...words: string[]) =>
  execFileSync('git', words, { cwd: projectRoot, encoding: 'utf8' }).split('\0').filter(Boolean);

/** Paths of all files that belong to the project: known to git, or new and not ignored by it. */
export function projectPaths(): string[] {
  const listed = git('ls-files', '-z', '--cached', '--others', '--exclude-standard');
  return listed.filter((path) => statSync(join(projectRoot, path), { throwIfNoEntry: false }));
}

/** The project's files whose path matches, with their text. */
export function projectFiles(pattern: RegExp): ProjectFile[] {
  return projectPaths()
    .filter((path) => pattern.test(path))
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));
}

/** The sections in the tutorial's order, and behind them what goes beyond it. */
export const sections = [
  'data-understanding',
  'cleaning',
  'vocabulary',
  'image-encoding',
  'caption-preprocessing',
  'generator',
  'embeddings',
  'model',
  'inference',
  'evaluation',
  'in-the-browser',
];
