import { createRequire } from 'node:module';

/** A place in the notebook's page that can be written again. */
export interface Place {
  html(html: string): void;
}

interface Tslab {
  display: Place;
  newDisplay(): Place;
}

type CellRun = (...request: unknown[]) => Promise<unknown>;

const load = createRequire(import.meta.url);
const tslab = () => load('tslab') as Tslab;
const atCellEnd = new Set<() => void>();

/** True inside the notebooks' kernel, whose executor leaves this mark; it is not loaded just to find out. */
export function inKernel(): boolean {
  return '__tslab__' in globalThis;
}

/** Adds a piece of page to the running cell's output. */
export function writeHtml(html: string): void {
  tslab().display.html(html);
}

/** A new place in the running cell's output. */
export function newPlace(): Place {
  return tslab().newDisplay();
}

/**
 * Calls `finish` when the running cell ends, before its output is closed: nothing held back may be lost.
 * @returns what takes the wish back
 */
export function onCellEnd(finish: () => void): () => void {
  atCellEnd.add(finish);
  return () => atCellEnd.delete(finish);
}

function finishCell(): void {
  for (const finish of atCellEnd) finish();
  atCellEnd.clear();
}

function watchCells(): void {
  const { JupyterHandlerImpl } = load('tslab/dist/jupyter.js') as {
    JupyterHandlerImpl: { prototype: { handleExecuteImpl: CellRun } };
  };
  const run = JupyterHandlerImpl.prototype.handleExecuteImpl;
  JupyterHandlerImpl.prototype.handleExecuteImpl = function (...request) {
    return run.apply(this, request).finally(finishCell);
  };
}

if (inKernel()) watchCells();
