import { existsSync } from 'node:fs';
import { requireFromTslab, TSLAB_TYPESCRIPT } from './tslab-modules.js';

interface SourceFile {
  fileName: string;
}

interface Builder {
  getAllDependencies(file: SourceFile): readonly string[];
}

type Watch = (path: string, ...rest: unknown[]) => { close(): void };

interface WatchHost {
  watchFile: Watch;
  watchDirectory: Watch;
  afterProgramCreate?: (builder: Builder) => void;
}

interface TypeScript {
  createWatchProgram(host: WatchHost): unknown;
}

/** tslab brings its own TypeScript, whose exports can only be replaced as a whole, before tslab loads it. */
function replaceInTypeScript(change: (typescript: TypeScript) => Partial<TypeScript>): void {
  const typescript = requireFromTslab(TSLAB_TYPESCRIPT) as TypeScript;
  const cached = requireFromTslab.cache[requireFromTslab.resolve(TSLAB_TYPESCRIPT)];
  if (cached) cached.exports = { ...typescript, ...change(typescript) };
}

const unwatched = { close() {} };

/**
 * Makes tslab check and compile the cell alone.
 *
 * Left alone it checks every file of lib again at every cell, and compiles lib a second time, beside the modules
 * that Node loads. The project's own type check covers lib; a cell still sees the types of what it imports.
 * It also watches all files for changes, and fails when some come and go while it runs; the modules of lib stay as
 * they were loaded until the kernel starts again, and so may their types.
 */
export function checkOnlyTheCell(): void {
  replaceInTypeScript(({ createWatchProgram }) => ({
    createWatchProgram(host) {
      const { afterProgramCreate: created, watchFile } = host;
      host.watchFile = (path, ...rest) => (existsSync(path) ? unwatched : watchFile(path, ...rest));
      host.watchDirectory = () => unwatched;
      host.afterProgramCreate = (builder) => {
        const all = builder.getAllDependencies.bind(builder);
        // What is not on disk was written in the notebook itself.
        builder.getAllDependencies = (file) =>
          all(file).filter((name) => name === file.fileName || !existsSync(name));
        created?.(builder);
      };
      return createWatchProgram(host);
    },
  }));
}
