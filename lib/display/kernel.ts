import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

/** One output in several forms, by MIME type: who shows the notebook takes the one it shows best. */
export type Output = { 'text/html': string } & Record<string, unknown>;

/** A place in the notebook's page that can be written again. */
export interface Place {
  write(output: Output): void;
}

interface Display {
  data: Output;
  metadata: object;
  transient: { display_id?: string };
}

interface Jupyter {
  lastWriteDisplayData(display: Display, update: boolean): void;
  JupyterHandlerImpl: { prototype: { handleExecuteImpl: CellRun } };
}

type CellRun = (...request: unknown[]) => Promise<unknown>;

const load = createRequire(import.meta.url);
const jupyter = () => load('tslab/dist/jupyter.js') as Jupyter;
const atCellEnd = new Set<() => void>();

/** True inside the notebooks' kernel, whose executor leaves this mark; it is not loaded just to find out. */
export function inKernel(): boolean {
  return '__tslab__' in globalThis;
}

function send(data: Output, display_id: string | undefined, update: boolean): void {
  jupyter().lastWriteDisplayData({ data, metadata: {}, transient: { display_id } }, update);
}

/** Adds something to the running cell's output. */
export function writeOutput(output: Output): void {
  send(output, undefined, false);
}

/** Adds a piece of page to the running cell's output. */
export function writeHtml(html: string): void {
  writeOutput({ 'text/html': html });
}

/** A new place in the running cell's output. */
export function newPlace(): Place {
  const id = randomUUID();
  let isThere = false;
  return {
    write(output) {
      send(output, id, isThere);
      isThere = true;
    },
  };
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
  const { JupyterHandlerImpl } = jupyter();
  const run = JupyterHandlerImpl.prototype.handleExecuteImpl;
  JupyterHandlerImpl.prototype.handleExecuteImpl = function (...request) {
    return run.apply(this, request).finally(finishCell);
  };
}

if (inKernel()) watchCells();
