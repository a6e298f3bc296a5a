import { existsSync } from 'node:fs';
import { requireFromTslab, TSLAB_TYPESCRIPT } from './tslab-modules';

interface SourceFile {
  fileName: string;
}

interface Builder {
  getAllDependencies(file: SourceFile): readonly string[];
}

interface WatchHost {
  afterProgramCreate?: (builder: Builder) => void;
}

interface TypeScript {
  createWatchProgram(host: WatchHost): unknown;
}

/** tslab brings its own TypeScript, whose exports can only be replaced as a whole, before tslab loads it. */
function replaceInTypeScript(change: (typescript: TypeScript) => Partial<TypeScript>): void {
  const typescript = requireFromTslab(TSLAB_TYPESCRIPT) as TypeScript;
  const cached = require.cache[requireFromTslab.resolve(TSLAB_TYPESCRIPT)];
  if (cached) cached.exports = { ...typescript, ...change(typescript) };
}

/**
 * Makes tslab check and compile the cell alone.
 *
 * Left alone it checks every file of lib again at every cell, and compiles lib a second time, beside the modules
 * that Node loads. The project's own type check covers lib; a cell still sees the types of what it imports.
 */
export function checkOnlyTheCell(): void {
  replaceInTypeScript(({ createWatchProgram }) => ({
    createWatchProgram(host) {
      const created = host.afterProgramCreate;
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
