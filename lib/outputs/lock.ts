import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, uptime } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning } from './is-running.js';
import { shortPath } from './run-folder.js';
import { UserError } from './user-error.js';
import { besidePath, readyFolder } from './write-file.js';

/** Who writes what a lock stands beside. */
export interface LockHolder {
  pid: number;
  host: string;
  /** When it began, as a date in ISO 8601. */
  since: string;
  /** What was typed to start it. */
  command: string;
  /** When the process started, in the system's own words, where it tells: a later process may get the same number. */
  started: string;
}

/** Where the lock of a file or folder stands: beside it, so that it survives when that is replaced. */
export const lockPath = (path: string) => `${path}.lock`;

/** When a process started, in clock ticks since the system did; Linux alone tells. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Of another machine it is not known: it counts as alive. */
function isAlive({ pid, host, started, since }: LockHolder): boolean {
  if (host !== hostname()) return true;
  if (!isRunning(pid)) return false;
  if (started) return startOf(pid) === started;
  return pid !== process.pid && Date.parse(since) > Date.now() - 1000 * uptime();
}

function isHolder(value: unknown): value is LockHolder {
  const { pid, host, since, command, started } = (value ?? {}) as Partial<LockHolder>;
  return (
    Number.isSafeInteger(pid) &&
    [host, since, command, started].every((text) => typeof text === 'string')
  );
}

/** A lock without a holder's name is being written this moment, or its writer was killed at it. */
const MOMENT_MS = 2000;

/** Who holds the lock in a file; undefined when nobody does. */
function readHolder(file: string): LockHolder | 'nameless' | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status) return undefined;
  try {
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isHolder(holder)) return isAlive(holder) ? holder : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) return undefined; // gone meanwhile
  }
  return Date.now() - status.mtimeMs < MOMENT_MS ? 'nameless' : undefined;
}

/** Who writes a file or folder at this moment; undefined when nobody does. */
export function holderOf(path: string): LockHolder | undefined {
  const holder = readHolder(lockPath(path));
  return holder === 'nameless' ? undefined : holder;
}

/** @throws UserError when another process writes a folder, or a part of what it holds, at this moment */
export function refuseWhileWritten(folder: string): void {
  const parent = dirname(folder);
  const names = existsSync(parent) ? readdirSync(parent) : [];
  for (const name of names.filter((one) => one.startsWith(`${basename(folder)}.`))) {
    const holder = name.endsWith('.lock') && holderOf(join(parent, name.slice(0, -5)));
    if (holder && holder.pid !== process.pid) {
      throw new UserError(
        `${shortPath(folder)} is to be made anew, but process ${holder.pid} still writes it (${holder.command}). ` +
          'Wait until it has ended, or end it, and run this again.',
      );
    }
  }
}

function ownHolder(): LockHolder {
  const [, program = '', ...words] = process.argv;
  const command = [basename(program).replace(/\.\w+$/, ''), ...words].join(' ').slice(0, 200);
  const since = new Date().toISOString();
  return { pid: process.pid, host: hostname(), since, command, started: startOf(process.pid) };
}

/** Somebody else has what a process wants to write. */
class HeldError extends UserError {}

function heldBy(path: string, holder: LockHolder | 'nameless'): HeldError {
  const place = shortPath(path);
  if (holder === 'nameless')
    return new HeldError(`${place} is just being taken by another process. Run this again.`);
  const { pid, host, since, command } = holder;
  const elsewhere =
    host === hostname()
      ? 'Wait until it has ended, or end it.'
      : `It runs on ${host}: wait until it has ended, or, where that is gone, delete ${shortPath(lockPath(path))}.`;
  return new HeldError(
    `${place} is being written by another process: number ${pid}, since ${new Date(since).toLocaleString('en-GB')} (${command}). ${elsewhere}`,
  );
}

/** Moves a dead holder's lock out of the way; puts it back when somebody took it over in between. */
function removeDead(file: string): void {
  const aside = besidePath(`${file}.dead`);
  try {
    renameSync(file, aside);
  } catch {
    return; // somebody else did
  }
  if (readHolder(aside) === undefined) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

/** Makes a lock, with its holder's name in it from the first moment on; false where there is one. */
function make(file: string): boolean {
  const text = JSON.stringify(ownHolder());
  const beside = besidePath(file);
  writeFileSync(beside, text);
  try {
    linkSync(beside, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
  } finally {
    rmSync(beside, { force: true });
  }
  try {
    writeFileSync(file, text, { flag: 'wx' }); // a disk that gives files no second name
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function take(path: string): void {
  const file = lockPath(path);
  readyFolder(file);
  for (let tries = 0; tries < 5; tries++) {
    if (make(file)) return;
    const holder = readHolder(file);
    if (holder) throw heldBy(path, holder);
    removeDead(file);
  }
  throw heldBy(path, 'nameless');
}

/** How often this process holds each lock: what it does inside may take the same one. */
const held = new Map<string, number>();

let freesAtExit = false;

function freeAtExit(): void {
  if (freesAtExit) return;
  freesAtExit = true;
  process.on('exit', () => {
    for (const path of held.keys()) rmSync(lockPath(path), { force: true });
  });
}

/**
 * Takes a file or folder for this process alone, for as long as some work writes it. The lock of a process that is gone is
 * taken over.
 * @returns gives it back
 * @throws UserError naming the process that has it
 */
export function lock(path: string): () => void {
  const place = resolve(path);
  const times = held.get(place) ?? 0;
  if (times === 0) take(place);
  freeAtExit();
  held.set(place, times + 1);
  return () => {
    const left = (held.get(place) ?? 1) - 1;
    if (left > 0) {
      held.set(place, left);
      return;
    }
    held.delete(place);
    rmSync(lockPath(place), { force: true });
  };
}

/** Does some work that writes a file or folder, alone. Throws as `lock` does. */
export async function withLock<T>(path: string, work: () => Promise<T> | T): Promise<T> {
  const giveBack = lock(path);
  try {
    return await work();
  } finally {
    giveBack();
  }
}

/** The same for what takes a moment: others that are at it are waited for. */
export async function withPatientLock<T>(path: string, work: () => T): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await withLock(path, work);
    } catch (error) {
      if (!(error instanceof HeldError) || tries === 100) throw error;
      await pause(100);
    }
  }
}
