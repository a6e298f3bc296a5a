import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, runIn } from './run-command.js';
import { drawPlainDataset, writeOwnTable, writeSmallNotebook } from './scenarios.js';

const PICTURES = 40;

/** A folder in which nothing is made yet: pictures, a table of one's own, a notebook, a space to search. */
export async function drawFresh(folder: string): Promise<void> {
  for (const name of ['tmp', 'home', 'data', 'outputs'])
    mkdirSync(join(folder, name), { recursive: true });
  await drawPlainDataset(join(folder, 'pictures'), PICTURES);
  writeOwnTable(join(folder, 'pictures'));
  writeSmallNotebook(join(folder, 'notebooks'));
  const small = { units: 8, batch: 8, epochs: 2 };
  writeFileSync(join(folder, 'space.json'), JSON.stringify([small, { ...small, seed: 2 }]));
}

/** Makes a folder as another is, whatever was there. */
export function copyTo(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
}

/** Fails unless a command did what it should, or says that it was done already. */
export function mustEndWell({ code, said }: Outcome, done?: RegExp): void {
  if (code === 0 || done?.test(said)) return;
  throw new Error(`it ended with ${code}:\n${said}`);
}

/** Makes what a command begins with. */
export async function makeStart(
  fresh: string,
  start: string,
  before: readonly (readonly string[])[],
): Promise<void> {
  copyTo(fresh, start);
  for (const words of before) {
    const all = [...words, '--dataset', 'flickr8k', '--data', join(start, 'pictures')];
    mustEndWell(await runIn(start, all));
  }
}
