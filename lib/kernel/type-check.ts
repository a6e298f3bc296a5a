import { existsSync } from 'node:fs';
import type * as Ts from 'typescript';
import { keepEmitted } from './cell-maps.js';
import { keepImports } from './import-call.js';
import { noteThrows } from './thrown.js';
import { replaceInTypeScript } from './typescript.js';

interface SourceFile {
  fileName: string;
}

type Builder = Pick<Ts.EmitAndSemanticDiagnosticsBuilderProgram, 'emit'> & {
  getAllDependencies(file: SourceFile): readonly string[];
};

type Watch = (path: string, ...rest: unknown[]) => { close(): void };

interface WatchHost {
  watchFile: Watch;
  watchDirectory: (path: string, changed: (path: string) => void) => { close(): void };
  setTimeout?: unknown;
  afterProgramCreate?: (builder: Builder) => void;
}

interface TypeScript {
  createWatchProgram(host: WatchHost): unknown;
}

const unwatched = { close() {} };

/** What makes TypeScript look again into the folders where it did not find a module. */
const looks = new Set<() => void>();

/** Forgets which modules were not found: they may have been installed or written since. */
export function lookForModulesAgain(): void {
  for (const look of [...looks]) look();
}

/** Tells TypeScript of a change in a folder; without a timer, for tslab has only the one that it is about to set. */
function rememberFolder(
  host: WatchHost,
  path: string,
  changed: (path: string) => void,
): { close(): void } {
  const look = () => {
    const { setTimeout } = host;
    host.setTimeout = undefined;
    changed(path);
    host.setTimeout = setTimeout;
  };
  looks.add(look);
  return { close: () => looks.delete(look) };
}

/** Compiles what the kernel needs of a cell: its source map, and calls that tell the kernel what happens. */
function compileForKernel(builder: Builder): void {
  const { emit } = builder;
  builder.emit = (file, write, token, declarationsOnly, transformers) => {
    const writeAndKeep: Ts.WriteFileCallback = (name, text, ...rest) => {
      keepEmitted(name, text);
      write?.(name, text, ...rest);
    };
    const before = [noteThrows, keepImports];
    return emit.call(builder, file, writeAndKeep, token, declarationsOnly, {
      ...transformers,
      before,
    });
  };
}

/**
 * Makes tslab check and compile the cell alone.
 *
 * Left alone it checks every file of lib again at every cell, and compiles lib a second time, beside the modules
 * that Node loads. The project's own type check covers lib; a cell still sees the types of what it imports.
 * It also watches all files for changes, and fails when some come and go while it runs; the modules of lib stay as
 * they were loaded until the kernel starts again, and so may their types.
 */
export function checkOnlyTheCell(): void {
  replaceInTypeScript<TypeScript>(({ createWatchProgram }) => ({
    createWatchProgram(host) {
      const { afterProgramCreate: created, watchFile } = host;
      host.watchFile = (path, ...rest) => (existsSync(path) ? unwatched : watchFile(path, ...rest));
      host.watchDirectory = (path, changed) => rememberFolder(host, path, changed);
      host.afterProgramCreate = (builder) => {
        const all = builder.getAllDependencies.bind(builder);
        // What is not on disk was written in the notebook itself.
        builder.getAllDependencies = (file) =>
          all(file).filter((name) => name === file.fileName || !existsSync(name));
        compileForKernel(builder);
        created?.(builder);
      };
      return createWatchProgram(host);
    },
  }));
}
