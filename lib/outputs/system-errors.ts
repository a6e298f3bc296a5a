import { isAbsolute } from 'node:path';
import { shortPath } from './run-folder.js';

/** What the system says no to, and what to do about it, by its own name for it. */
const known: Record<string, [what: string, toDo: string]> = {
  EACCES: [
    'may not be read or written by you',
    'Ask its owner for the right to, or name another place.',
  ],
  EPERM: [
    'may not be read or written by you',
    'Ask its owner for the right to, or name another place.',
  ],
  EROFS: ['lies on a disk that can only be read', 'Name a place that can be written.'],
  ENOSPC: [
    'does not fit: the disk is full',
    'Make room on it and run this again: what was done before is kept.',
  ],
  EDQUOT: [
    'does not fit: your share of the disk is full',
    'Make room and run this again: what was done before is kept.',
  ],
  EISDIR: ['is a folder', 'Name a file.'],
  ENOTDIR: ['leads through a file as if it were a folder', 'Correct the path.'],
  ENOENT: ['is not there', 'Correct the path, or make it.'],
  EEXIST: ['is there already', 'Move it away, or name another place.'],
  ENOTEMPTY: ['is a folder that is not empty', 'Move it away, or name another place.'],
  ELOOP: ['leads in a circle: its links point to one another', 'Mend the links.'],
  ENAMETOOLONG: ['has a name that is too long for this system', 'Take a shorter one.'],
  EMFILE: [
    'cannot be opened: too many files are open',
    'Close other programs, or raise the limit (ulimit -n 4096).',
  ],
  ENFILE: ['cannot be opened: too many files are open', 'Close other programs.'],
  EBUSY: ['is in use by another program', 'Close that program and run this again.'],
  ETXTBSY: ['is in use by another program', 'Close that program and run this again.'],
  EIO: ['cannot be read or written: the disk fails', 'Look after the disk, and take another.'],
  EADDRINUSE: ['is in use by another program', 'Name another port, or 0 for one that is free.'],
};

/** Node's and the engines' words for memory that cannot be had. */
const tooMuch =
  /^(Array buffer allocation failed|Invalid (array|typed array) length|Invalid string length)/;

const isError = (
  value: unknown,
): value is NodeJS.ErrnoException & { dest?: string; port?: number } => value instanceof Error;

/**
 * An error of the operating system as a sentence: which path, what is wrong with it and what to do.
 * @returns undefined for any other error
 */
export function systemSentence(error: unknown): string | undefined {
  if (!isError(error)) return undefined;
  if (error instanceof RangeError && tooMuch.test(error.message)) {
    return `This asks for more memory than there is (${error.message}). Take smaller numbers, or fewer at once.`;
  }
  const says = known[error.code ?? ''];
  if (!says || error.syscall === undefined) return undefined;
  const { path, dest = path, port, syscall } = error;
  const place = port === undefined ? dest : `Port ${port}`;
  const name = place && isAbsolute(place) ? shortPath(place) : (place ?? `A file (${syscall})`);
  return `${name} ${says[0]}. ${says[1]}`;
}
