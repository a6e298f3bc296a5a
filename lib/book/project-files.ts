import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type * as TypeScript from 'typescript';
import { requireFromTslab, TSLAB_TYPESCRIPT } from '../kernel/tslab-modules.js';
import { projectRoot, slashed } from '../outputs/index.js';

const ts = requireFromTslab(TSLAB_TYPESCRIPT) as typeof TypeScript;

/** Rooms whose code runs on a computer alone. */
const notInBrowser = /^lib\/(cli|bench|doctor|engine-install|bundle|classroom|book|index\.ts)/;

/** Modules that are programs or pages of their own: no cell imports them. */
const programs = /\/page\/|\/worker\/|worker-main|\/browser\/|^lib\/kernel\/|^lib\/fetch\/http/;

const inProject = (path: string) => slashed(relative(projectRoot, path));

/** The files of lib that the browser gets, from the project's root. */
export function libFiles(): string[] {
  return readdirSync(join(projectRoot, 'lib'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => inProject(join(entry.parentPath ?? entry.path, entry.name)))
    .filter((path) => !notInBrowser.test(path) && !path.includes('/node_modules/'))
    .sort();
}

/** Those of them that a cell may import. */
export const libModules = (): string[] =>
  libFiles().filter((path) => /(?<!\.d)\.ts$/.test(path) && !programs.test(path));

/** How tslab has TypeScript look for modules. */
const options: TypeScript.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  target: ts.ScriptTarget.ES2022,
  ...{ esModuleInterop: true, resolveJsonModule: true, skipLibCheck: true },
  lib: ['lib.es2022.d.ts'],
  typeRoots: [join(projectRoot, 'node_modules', '@types')],
};

/** The types of packages that lib's modules use, as files, with what TypeScript reads to find them. */
export function typeFiles(modules: readonly string[]): string[] {
  const host = ts.createCompilerHost(options);
  const read = new Set<string>();
  const { readFile } = host;
  host.readFile = (path) => {
    if (existsSync(path)) read.add(inProject(path));
    return readFile.call(host, path);
  };
  const roots = modules.map((path) => join(projectRoot, path));
  const program = ts.createProgram(roots, options, host);
  for (const { fileName } of program.getSourceFiles()) read.add(inProject(fileName));
  const manifests = [...read].flatMap((path) => packageOf(path) ?? []);
  return [...new Set([...read, ...manifests])]
    .filter((path) => path.startsWith('node_modules/') && existsSync(join(projectRoot, path)))
    .sort();
}

/** The description of the package that a file belongs to. */
function packageOf(path: string): string | undefined {
  let folder = dirname(path);
  while (folder.includes('node_modules/')) {
    const file = `${folder}/package.json`;
    if (existsSync(join(projectRoot, file))) return file;
    folder = dirname(folder);
  }
  return undefined;
}
