import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '../../lib/outputs/index.js';

/** A file of the project, its path written from the project's root. */
export interface ProjectFile {
  path: string;
  text: string;
}

/** Paths of what git tracks, each with the name of its content in git's index. */
type Tracked = Map<string, string>;

function git(root: string, words: string[], input?: string): Buffer {
  const stdio = ['pipe', 'pipe', 'ignore'] as ['pipe', 'pipe', 'ignore'];
  return execFileSync('git', words, { cwd: root, input, stdio, maxBuffer: 2 ** 30 });
}

function trackedIn(root: string): Tracked {
  try {
    const lines = git(root, ['ls-files', '--stage', '-z']).toString().split('\0').filter(Boolean);
    return new Map(
      lines.map((line) => {
        const [facts, path] = line.split('\t');
        return [path, facts.split(' ')[1]];
      }),
    );
  } catch {
    return new Map();
  }
}

const tracked = trackedIn(projectRoot);

/** Why the laws cannot be looked at here: they hold for what git tracks, not for a pupil's work. */
export const withoutGit = tracked.has('package.json')
  ? false
  : 'this is no git clone: the laws are about what git tracks';

/** Paths of all files that belong to the project: those in git's index. */
export const projectPaths = () => [...tracked.keys()];

/** Whether the project has a file of this path, or any in a folder of this path. */
export function isInProject(path: string): boolean {
  const folder = path.endsWith('/') ? path : `${path}/`;
  return tracked.has(path) || projectPaths().some((one) => one.startsWith(folder));
}

/** The text that git's index holds for each path, whatever the work tree holds. */
function textsOf(root: string, paths: string[], index: Tracked): ProjectFile[] {
  if (paths.length === 0) return [];
  const names = paths.map((path) => `${index.get(path)}\n`).join('');
  const answer = git(root, ['cat-file', '--batch'], names);
  let at = 0;
  return paths.map((path) => {
    const headEnd = answer.indexOf('\n', at);
    const size = Number(answer.toString('latin1', at, headEnd).split(' ')[2]);
    const text = answer.toString('utf8', headEnd + 1, headEnd + 1 + size);
    at = headEnd + 1 + size + 1;
    return { path, text };
  });
}

/** The project's files whose path matches, with their text as it is committed or staged. */
export function projectFiles(pattern: RegExp, root = projectRoot): ProjectFile[] {
  const index = root === projectRoot ? tracked : trackedIn(root);
  const paths = [...index.keys()].filter((path) => pattern.test(path));
  return textsOf(root, paths, index);
}

/** The text of one of them. */
export function projectText(path: string): string {
  return tracked.has(path) ? textsOf(projectRoot, [path], tracked)[0].text : '';
}

/** The text of a notebook as it is committed or staged; of an archive without git, as it lies there. */
export function notebookText(name: string): string {
  const path = `notebooks/${name}.ipynb`;
  return withoutGit ? readFileSync(join(projectRoot, path), 'utf8') : projectText(path);
}

/** How many bytes each of the project's files has in git's index. */
export function projectSizes(): Map<string, number> {
  const names = [...tracked.values()].map((name) => `${name}\n`).join('');
  const answer = git(projectRoot, ['cat-file', '--batch-check=%(objectsize)'], names);
  const sizes = answer.toString().trim().split('\n').map(Number);
  return new Map(projectPaths().map((path, i) => [path, sizes[i]]));
}

/** The sections in the tutorial's order, and behind them what goes beyond it: each a room of lib. */
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
  'searching-pictures',
  'harm',
];

/** Notebooks that teach a part of a room which has a notebook of its own: the part's name, and the room. */
const parts: Record<string, string> = { attention: 'model', transformer: 'model' };

/** A notebook of the project: its file's name, the number before it, and the room of lib that it teaches. */
export interface Chapter {
  notebook: string;
  number: number;
  room: string;
}

function chapterOf(notebook: string): Chapter {
  const [, number, name] = /^(\d\d)-(.+)$/.exec(notebook) ?? [];
  return { notebook, number: Number(number), room: parts[name] ?? name };
}

/** The project's notebooks, in their order. */
export const chapters: Chapter[] = projectPaths()
  .filter((path) => /^notebooks\/[^/]+\.ipynb$/.test(path))
  .sort()
  .map((path) => chapterOf(basename(path, '.ipynb')));
