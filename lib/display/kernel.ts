import { createRequire } from 'node:module';

/** A place in the notebook's page that can be written again. */
export interface Place {
  html(html: string): void;
}

interface Tslab {
  display: Place;
  newDisplay(): Place;
}

/** True inside the notebooks' kernel, whose executor leaves this mark; TypeScript's kernel is not loaded to find out. */
export function inKernel(): boolean {
  return '__tslab__' in globalThis;
}

const tslab = (): Tslab => createRequire(__filename)('tslab') as Tslab;

/** Adds a piece of page to the running cell's output. */
export function writeHtml(html: string): void {
  tslab().display.html(html);
}

/** A new place in the running cell's output. */
export function newPlace(): Place {
  return tslab().newDisplay();
}
