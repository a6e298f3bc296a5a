import { SourceMap, type SourceMapPayload } from 'node:module';
import vm from 'node:vm';
import type * as TypeScript from 'typescript';
import { atName, type CellText, type TextPlace } from './cell-text.js';
import { replaceInTypeScript } from './typescript.js';

/** A cell that was executed, and the way from its compiled lines to those that were typed. */
interface CompiledCell {
  text: CellText;
  /** Lines of the compiled cell; behind them tslab calls it. */
  lines: number;
  /** From the last compilation to the first. */
  maps: SourceMap[];
}

/** A place in a cell that was executed. */
export interface CellPlace extends TextPlace {
  cell: number;
}

type Compiler = Pick<typeof TypeScript, 'createWatchCompilerHost' | 'transpileModule'>;

/** tslab compiles twice: types away, then modules to CommonJS. The maps of the last time, in that order. */
const latest: { types?: string; modules?: string } = {};

const cells = new Map<number, CompiledCell>();

/** tslab puts this before a cell, on the same line. */
const wrapping = /^\((?:async )?function\(exports, require\) \{ /;

/** tslab puts a line before the cell (`export {};`). */
const linesBefore = 1;

const scriptName = (cell: number) => `cell ${cell}`;

const withoutLink = (code: string) => code.replace(/(\n?\/\/# sourceMappingURL=[^\n]*\s*)+$/, '\n');

/** Makes tslab's compiler leave source maps; to be called before tslab is loaded. */
export function keepSourceMaps(): void {
  replaceInTypeScript<Compiler>(({ createWatchCompilerHost, transpileModule }) => ({
    createWatchCompilerHost: ((
      files: string[],
      options: TypeScript.CompilerOptions,
      ...rest: [never]
    ) =>
      createWatchCompilerHost(
        files,
        { ...options, sourceMap: true },
        ...rest,
      )) as Compiler['createWatchCompilerHost'],
    transpileModule(code, { compilerOptions, ...options }) {
      const compiled = transpileModule(withoutLink(code), {
        ...options,
        compilerOptions: { ...compilerOptions, sourceMap: true },
      });
      latest.modules = compiled.sourceMapText;
      return { ...compiled, outputText: withoutLink(compiled.outputText) };
    },
  }));
}

/** Keeps what the compiler writes about the cell besides its code. */
export function keepEmitted(fileName: string, text: string): void {
  if (fileName.endsWith('__tslab__.js.map')) latest.types = text;
}

/**
 * Gives every cell's script the cell's number as its name, so that stacks tell cells apart.
 * @param running the cell that is being executed: its number and its text
 */
export function nameScripts(running: () => { cell: number; text: CellText } | undefined): void {
  const run = vm.runInThisContext;
  vm.runInThisContext = (code, options) => {
    const before = wrapping.exec(code)?.[0];
    const now = running();
    if (!before || !now || (typeof options === 'object' && options.filename)) {
      return run(code, options);
    }
    const maps = [latest.modules, latest.types].flatMap((text) =>
      text ? [new SourceMap(JSON.parse(text) as SourceMapPayload)] : [],
    );
    cells.set(now.cell, { text: now.text, maps, lines: code.split('\n').length - 1 });
    const named = { filename: scriptName(now.cell), columnOffset: -before.length };
    return run(code, { ...(options as object), ...named });
  };
}

/** Whether a script is a cell, by its name. */
export const isCellScript = (script: string): boolean => /^cell \d+$/.test(script);

/** The place in the cell as it was typed; undefined for a script that is no cell, and for code no cell holds. */
export function cellPlace(
  script: string | null | undefined,
  line: number,
  column: number,
): CellPlace | undefined {
  const number = Number(/^cell (\d+)$/.exec(script ?? '')?.[1]);
  const cell = cells.get(number);
  if (!cell || line > cell.lines) return undefined;
  let place = { line, column };
  for (const map of cell.maps) {
    const entry = map.findEntry(place.line - 1, place.column - 1);
    if (!('originalLine' in entry)) return undefined;
    place = { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  }
  const typed = cell.text.typedPlace({ line: place.line - linesBefore, column: place.column });
  return typed.line < 1 ? undefined : { ...atName(cell.text.typed, typed), cell: number };
}

/** A cell as it was typed, by its number. */
export const sourceOfCell = (cell: number): string | undefined => cells.get(cell)?.text.typed;
