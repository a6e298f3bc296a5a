import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultRow } from './results.js';
import { keepResult, progress } from './results.js';
import { type Around, type Outcome, runIn } from './run-command.js';
import { slowServer } from './scenarios.js';
import { differences, remainsIn, snapshotOf } from './snapshot.js';
import { copyTo, drawFresh, mustEndWell } from './start.js';

/** A command that writes, so that it does its work again whatever is there. */
export interface Writer {
  name: string;
  words(root: string): string[];
  /** What is taken away before, where the command would find it. */
  makes: readonly string[];
  /** What it says where another has done its work. */
  done?: RegExp;
}

export const small = ['--units', '8', '--batch', '8', '--epochs', '2'];

/** The commands that write, each after those whose work it needs. */
export function writersFrom(address: string): Writer[] {
  const on = (root: string) => ['--dataset', 'flickr8k', '--data', join(root, 'pictures')];
  const plain = (name: string, ...words: string[]): Writer => ({
    ...{ name, makes: [], words: (root) => [name, ...words, ...on(root)] },
  });
  return [
    plain('encode', '--workers', '1', '--maps', '--again'),
    plain('train', ...small, '--again'),
    {
      ...{ name: 'search', makes: ['outputs/flickr8k/search'] },
      words: (root) => {
        const space = ['--space', join(root, 'space.json')];
        return ['search', '--trials', '2', ...space, ...on(root)];
      },
    },
    plain('evaluate'),
    plain('web'),
    {
      ...{ name: 'dataset create', makes: ['data/own'], done: /is there already/ },
      words: (root) => {
        const pictures = join(root, 'pictures', 'images');
        return ['dataset', 'create', pictures, '--name', 'own', '--copy'];
      },
    },
    {
      ...{ name: 'download', makes: ['downloads'] },
      words: (root) => ['fetch', 'glove', '--from', address, '--data', join(root, 'downloads')],
    },
  ];
}

/** A folder in which nothing is made, one in which all is, and what lies there. */
export interface Bench {
  base: string;
  fresh: string;
  made: string;
  writers: Writer[];
  left: Map<string, string>;
  close(): void;
}

/** Takes away what a command would find. */
export function renew(root: string, writers: readonly Writer[]): void {
  for (const place of writers.flatMap(({ makes }) => makes))
    rmSync(join(root, place), { recursive: true, force: true });
}

/** Has every command do its work once. */
export async function setUpBench(): Promise<Bench> {
  process.env.NO_PROXY = process.env.no_proxy = '127.0.0.1';
  const base = mkdtempSync(join(tmpdir(), 'faults-'));
  chmodSync(base, 0o755); // other users are to come in
  const server = await slowServer();
  const [fresh, made] = ['fresh', 'made'].map((name) => join(base, name));
  await drawFresh(fresh);
  copyTo(fresh, made);
  const writers = writersFrom(server.address);
  for (const { words } of writers) mustEndWell(await runIn(made, words(made)));
  const close = () => {
    server.close();
    rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  return { base, fresh, made, writers, left: snapshotOf(made), close };
}

/** What shows that nobody foresaw what happened. */
const STACK = /\n\s+at .*[:(]\d+/;

/** What is wrong with how a command ended: it may fail, but by a sentence. */
export function faultOf({ code, said }: Outcome): string[] {
  if (STACK.test(said)) return [`a stack: ${said.slice(-700)}`];
  if (code === 0 || (code === 1 && /captionlab: \S|NOT fetched/.test(said))) return [];
  return [`it ended with ${code}: ${said.slice(-300)}`];
}

/** Runs commands one after another, and says what is not as it is where nothing goes wrong. */
export async function faultsAfter(
  root: string,
  writers: readonly Writer[],
  { left }: Bench,
  around?: Around,
): Promise<string[]> {
  for (const { name, words, done } of writers) {
    const outcome = await runIn(root, words(root), undefined, around);
    if (outcome.code !== 0 && !done?.test(outcome.said))
      return [`${name} ended with ${outcome.code}: ${outcome.said.slice(-500)}`];
  }
  return [...differences(left, snapshotOf(root)), ...remainsIn(root)];
}

const LANES = 2;

/** One thing that is tried: what is wrong after it, in words, or nothing. */
export interface Trial {
  name: string;
  /** @param root a folder of its own, a copy of what is all made */
  run(root: string): Promise<string[]>;
}

/** Tries all in folders of their own, two at once, and keeps a row of the table. */
export async function tryAll(
  { base, made }: Bench,
  row: Pick<FaultRow, 'section' | 'fault'>,
  trials: readonly Trial[],
  note?: () => string,
): Promise<string[]> {
  const lost: string[] = [];
  let next = 0;
  async function lane(n: number): Promise<void> {
    while (next < trials.length && lost.length < 20) {
      const trial = trials[next++];
      progress(`${row.fault}: ${next} of ${trials.length}, ${lost.length} lost`);
      const root = join(base, `lane ${n}`);
      copyTo(made, root);
      const faults = await trial.run(root).catch((error: Error) => [error.stack ?? error.message]);
      if (faults.length > 0) lost.push(`${trial.name}: ${faults.slice(0, 5).join('; ')}`);
      mkdirSync(root, { recursive: true });
    }
  }
  await Promise.all(Array.from({ length: LANES }, (_, n) => lane(n)));
  await keepResult({ ...row, tried: next, survived: next - lost.length, note: note?.() });
  return lost;
}
