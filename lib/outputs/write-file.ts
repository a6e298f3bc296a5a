import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fingerprintOf } from './fingerprint.js';
import { isRunning } from './is-running.js';

/** Tells this machine from others that write into the same folder. */
const machine = fingerprintOf(hostname()).slice(0, 6);
const besideName = /\.([0-9a-f]{6})-(\d+)\.part$/;

/** Where a file or folder is written until it is whole. */
export const besidePath = (path: string) => `${path}.${machine}-${process.pid}.part`;

/** Removes what processes of this machine that are no more left half-written in a folder. */
export function removeAbandoned(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const [, on, pid] = besideName.exec(name) ?? [];
    if (on !== machine || isRunning(Number(pid))) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

const cleaned = new Set<string>();

/** Makes the folder of a file; the first time in the life of this process it is cleaned of what others left half-written. */
export function readyFolder(path: string): void {
  const folder = dirname(resolve(path));
  mkdirSync(folder, { recursive: true });
  if (!cleaned.has(folder)) removeAbandoned(folder);
  cleaned.add(folder);
}

/** Windows flushes what may be written, and no folders; others flush whatever may be read. */
const onWindows = process.platform === 'win32';

/** Returns when a file, or the names in a folder, are on the disk itself, so that a power cut loses nothing of them. */
export function flush(path: string): void {
  if (onWindows && statSync(path).isDirectory()) return;
  const file = openSync(path, onWindows ? 'r+' : 'r');
  try {
    fsyncSync(file);
  } catch (error) {
    // Some network disks flush no folders.
    if (!['EINVAL', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    closeSync(file);
  }
}

/**
 * Gives what was written beside its place its name. Its contents are on the disk before, and the name after: whatever
 * happens to the power, the name stands for all of it or for what was there before.
 */
export function putInPlace(beside: string, path: string): void {
  flush(beside);
  renameSync(beside, path);
  flush(dirname(resolve(path)));
}

/** Writes a file beside its place and renames it, so that nobody ever reads half of it. */
export function writeFileWhole(path: string, data: string | Uint8Array): void {
  readyFolder(path);
  const beside = besidePath(path);
  try {
    writeFileSync(beside, data);
    putInPlace(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
