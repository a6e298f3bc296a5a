/** What `esbuild` is on a computer, as far as lib asks: pages' scripts, which were bundled when the book was made. */

import { BUILT } from './folder.js';
import { join } from './path.js';
import { bytesOf, needFile, needFolder } from './tree.js';

interface Options {
  entryPoints: readonly string[] | Record<string, string>;
}

const textOf = (path: string) => new TextDecoder().decode(bytesOf(needFile(path, 'open')));

const outputOf = (path: string) => ({
  path,
  contents: bytesOf(needFile(path, 'open')),
  text: textOf(path),
});

/** What a module was bundled to: a folder of scripts. */
function built({ entryPoints }: Options) {
  const [entry] = Object.values(entryPoints);
  const folder = join(BUILT, entry);
  const names = [...needFolder(folder, 'scandir').children.keys()].sort();
  return { outputFiles: names.map((name) => outputOf(join(folder, name))) };
}

export const buildSync = built;

/** Bundles for the browser hold all that they need: nothing stays outside. */
export const build = async (options: Options) => ({
  ...built(options),
  metafile: { outputs: {} as Record<string, { imports: { external?: boolean; path: string }[] }> },
});
