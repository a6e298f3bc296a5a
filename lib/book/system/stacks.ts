import { KERNEL_MAP, PROJECT } from './folder.js';
import { SourceMap } from './source-map.js';
import { bytesOf, needFile } from './tree.js';
import { columnOffset } from './vm.js';

/** The part of V8's frames that stacks are made of. */
type Frame = Pick<
  NodeJS.CallSite,
  'getFileName' | 'getLineNumber' | 'getColumnNumber' | 'getFunctionName'
> & {
  getScriptNameOrSourceURL?(): string | null;
};

interface Place {
  script: string | null;
  line: number;
  column: number;
}

let bundleMap: SourceMap | undefined;

const textOf = (path: string) => new TextDecoder().decode(bytesOf(needFile(path, 'open')));

/** Where a place of the book's script comes from: its file in the project. */
function mapped({ line, column }: Place): Place {
  bundleMap ??= new SourceMap(JSON.parse(textOf(KERNEL_MAP)));
  const found = bundleMap.findEntry(line - 1, column - 1);
  if (!('originalLine' in found)) return { script: `${PROJECT}/node_modules/`, line, column };
  const file = found.originalSource.replace(/^.*?(?=(lib|node_modules)\/)/, '');
  const place = { line: found.originalLine + 1, column: found.originalColumn + 1 };
  // What answers Node's modules is as far from a cell as Node itself.
  const isSystem = file.startsWith('lib/book/');
  return { script: isSystem ? `node:${file}` : `${PROJECT}/${file}`, ...place };
}

function placeOf(frame: Frame): Place {
  const name = frame.getScriptNameOrSourceURL?.() ?? frame.getFileName() ?? null;
  const [line, column] = [frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1];
  if (name === null) return { script: null, line, column };
  const cell = decodeURIComponent(name);
  if (/^cell \d+$/.test(cell)) {
    return { script: cell, line, column: line === 1 ? column + columnOffset(cell) : column };
  }
  return name === self.location.href
    ? mapped({ script: name, line, column })
    : { script: name, line, column };
}

/** A frame as Node has it: its script by its name or its file in the project, and a cell without the `eval` that runs it. */
function asInNode(frame: Frame): NodeJS.CallSite {
  const { script, line, column } = placeOf(frame);
  const name = frame.getFunctionName();
  const isEval = name === 'eval';
  const isRunner = name === 'runInThisContext' || (isEval && script === null);
  const at = `${script}:${line}:${column}`;
  return {
    getFileName: () => (isRunner ? 'node:vm' : script),
    getLineNumber: () => line,
    getColumnNumber: () => column,
    getFunctionName: () => (isEval ? null : name),
    toString: () => (isEval ? at : String(frame).replace(/[^\s(]*:\d+:\d+(?=\)?$)/, () => at)),
  } as NodeJS.CallSite;
}

/** Has whoever reads stacks see frames as in Node, where the browser tells of frames at all (V8). */
export function framesAsInNode(): void {
  let prepare: typeof Error.prepareStackTrace;
  Object.defineProperty(Error, 'prepareStackTrace', {
    configurable: true,
    get: () =>
      prepare && ((error: Error, frames: Frame[]) => prepare?.(error, frames.map(asInNode))),
    set(given: typeof prepare) {
      prepare = given;
    },
  });
}
