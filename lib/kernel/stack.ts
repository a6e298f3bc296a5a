import { findSourceMap } from 'node:module';
import { dirname, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cellPlace, isCellScript } from './cell-maps.js';
import { requireFromTslab } from './tslab-modules.js';

/** Frames that are kept of a stack: the reader's cell may stand below many of a library. */
const FRAMES = 100;

/** What stands between a cell and Jupyter tells the reader nothing: the kernel, tslab, and how Node runs a script. */
const kernelFolders = [import.meta.dirname, dirname(requireFromTslab.resolve('./main.js'))];
const isKernel = (path: string) =>
  path === 'node:vm' || kernelFolders.some((folder) => path.startsWith(folder + sep));

const pathOf = (script: string) => (script.startsWith('file:') ? fileURLToPath(script) : script);

/** The place that was typed, of a script that was compiled. */
function typedLocation(script: string, line: number, column: number): string | undefined {
  const place = cellPlace(script, line, column);
  if (place) return `cell ${place.cell}:${place.line}:${place.column}`;
  if (script.includes('node_modules')) return undefined;
  const entry = findSourceMap(script)?.findEntry(line - 1, column - 1);
  if (!entry || !('originalLine' in entry)) return undefined;
  return `${pathOf(script)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

function frameText(frame: NodeJS.CallSite): string | undefined {
  const text = String(frame);
  const script = frame.getFileName();
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  if (!script || line === null || column === null) return text;
  const typed = typedLocation(script, line, column);
  if (typed) return text.replace(`${script}:${line}:${column}`, () => typed);
  return isCellScript(script) ? undefined : text;
}

function headOf(error: Error): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

/** The frames above the one by which the kernel ran the cell, without the kernel's own. */
function withoutKernel(frames: NodeJS.CallSite[]): NodeJS.CallSite[] {
  const scripts = frames.map((frame) => frame.getFileName() ?? '');
  const cell = scripts.findIndex(isCellScript);
  const end = scripts.findIndex((script, i) => cell >= 0 && i > cell && isKernel(pathOf(script)));
  return frames.filter((_, i) => (end < 0 || i < end) && !isKernel(pathOf(scripts[i])));
}

/** Makes every error's `stack` name the lines that were typed: of cells by their number, of lib by its own files. */
export function stacksAsTyped(): void {
  Error.stackTraceLimit = FRAMES;
  Error.prepareStackTrace = (error, frames) => {
    const lines = withoutKernel(frames)
      .map(frameText)
      .filter((text) => text !== undefined);
    return [headOf(error), ...lines.map((text) => `    at ${text}`)].join('\n');
  };
}
