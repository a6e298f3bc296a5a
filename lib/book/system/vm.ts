/** `node:vm` in a browser: a script that has a name in stacks. */

/** Columns that the first line of a script counts too many, by the script's name. */
const offsets = new Map<string, number>();

/** By how much the columns of a script's first line are to be corrected. */
export const columnOffset = (script: string): number => offsets.get(script) ?? 0;

interface Options {
  filename?: string;
  columnOffset?: number;
}

/** The browser's own `eval`, of a script rather than of this function. */
// biome-ignore lint/security/noGlobalEval: a cell is a text that is to be run
const evaluate = globalThis.eval;

export function runInThisContext(code: string, options: Options | string = {}): unknown {
  const { filename, columnOffset = 0 } =
    typeof options === 'string' ? { filename: options } : options;
  if (!filename) return evaluate(code);
  offsets.set(filename, columnOffset);
  return evaluate(`${code}\n//# sourceURL=${filename.replaceAll(' ', '%20')}`);
}

export const runInNewContext = runInThisContext;

/** Changed by the kernel, which names scripts. */
const vm = { runInThisContext, runInNewContext };

// biome-ignore lint/style/noDefaultExport: Node's own module has one
export { vm as default };
