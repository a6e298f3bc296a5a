import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { progressBar } from '../display/progress.js';
import { fileFingerprint, shortPath, UserError } from '../outputs/index.js';

const MEGABYTE = 1e6;

/** Bytes as a person says them: `23 kB`, `862 MB`, `13.5 GB`. */
export function sizeText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= MEGABYTE ? `${Math.round(bytes / MEGABYTE)} MB` : `${Math.ceil(bytes / 1000)} kB`;
}

/** Told how far a transfer is; `total` is missing where nobody knows it. */
export type OnBytes = (done: number, total?: number) => void;

/** A progress bar in megabytes. Where the total is not known it only says so at the start. */
export function bytesBar(label: string): { at: OnBytes; done: (note?: string) => void } {
  let bar: ReturnType<typeof progressBar> | undefined;
  let told = false;
  let shown = 0;
  return {
    at(done, total) {
      if (total === undefined) {
        if (!told) process.stderr.write(`${label}: of unknown size\n`);
        told = true;
        return;
      }
      bar ??= progressBar(label, Math.ceil(total / MEGABYTE), 'MB');
      const now = done === total ? Math.ceil(done / MEGABYTE) : Math.floor(done / MEGABYTE);
      if (now !== shown) bar.advance(now - shown);
      shown = now;
    },
    done: (note) => bar?.done(note),
  };
}

/**
 * True if a file has this checksum.
 * @param checksum the algorithm and the digest in hexadecimal: `sha256:…`, `md5:…`
 */
export async function hasChecksum(path: string, checksum: string): Promise<boolean> {
  const [algorithm, digest] = checksum.split(':');
  return (await fileFingerprint(path, algorithm)) === digest.toLowerCase();
}

/**
 * Makes sure that the disk under `folder` (there already or not) has room.
 * @throws UserError naming the folder, what is free and what is needed
 */
export function needDisk(folder: string, bytes: number, what: string): void {
  let place = folder;
  while (!existsSync(place)) place = dirname(place);
  const { bavail, bsize } = statfsSync(place);
  if (bavail * bsize >= bytes) return;
  throw new UserError(
    `${what} needs ${sizeText(bytes)}, and the disk under ${shortPath(folder)} has ${sizeText(bavail * bsize)} free: ` +
      'make room, or choose a folder on another disk with --data.',
  );
}
