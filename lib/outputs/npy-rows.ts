import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { npyHeader, readNpyHeader } from './npy.js';
import { shortPath } from './run-folder.js';
import { UserError } from './user-error.js';

/** Types of values and their bytes. */
const sizes: Record<string, number> = { '<f4': 4, '<f2': 2 };

/** Longer than the header of any such file. */
const MOST_HEADER_BYTES = 4096;

/** A .npy file whose rows are read and written one at a time: it may be larger than the memory. */
export interface NpyRows {
  /** `[rows, …]` */
  shape: number[];
  /** The bytes of one row. */
  read(row: number): Uint8Array;
  /** Writes one row into its place. */
  write(row: number, values: Float32Array | Uint16Array | Uint8Array): void;
  /** Returns when everything written is on the disk itself. */
  sync(): void;
  /** Closes the file. */
  close(): void;
}

/** Writes all of some bytes: a disk that is filling up takes a part before it refuses the rest. */
function writeAll(file: number, bytes: NodeJS.ArrayBufferView, at: number): void {
  for (let done = 0; done < bytes.byteLength; ) {
    done += writeSync(file, bytes, done, bytes.byteLength - done, at + done);
  }
}

function rowsOf(file: number, start: number, shape: number[], valueBytes: number): NpyRows {
  const rowBytes = shape.slice(1).reduce((product, n) => product * n, valueBytes);
  return {
    shape,
    read(row) {
      const bytes = new Uint8Array(rowBytes);
      readSync(file, bytes, 0, rowBytes, start + row * rowBytes);
      return bytes;
    },
    write(row, values) {
      if (values.byteLength !== rowBytes || row >= shape[0]) {
        throw new Error(`Row ${row} of ${values.byteLength} bytes does not fit in [${shape}]`);
      }
      writeAll(file, values, start + row * rowBytes);
    },
    sync: () => fsyncSync(file),
    close: () => closeSync(file),
  };
}

/**
 * Opens a .npy file for writing; it is made in its full size first, its rows zero. Several processes may do so at once and
 * write rows of their own.
 */
export function writeNpyRows(path: string, shape: number[], descr: '<f4' | '<f2'): NpyRows {
  const header = npyHeader(shape, descr);
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT);
  writeAll(file, header, 0);
  ftruncateSync(file, shape.reduce((product, n) => product * n, sizes[descr]) + header.length);
  return rowsOf(file, header.length, shape, sizes[descr]);
}

/**
 * Opens a .npy file for reading.
 * @throws UserError naming the file when it is not there, is cut short or holds values of another type
 */
export function readNpyRows(path: string, descr: '<f4' | '<f2'): NpyRows {
  const name = shortPath(path);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    throw new UserError(`${name} is not there, but what lies beside it says that it should be.`);
  }
  try {
    const beginning = Buffer.alloc(MOST_HEADER_BYTES);
    const length = readSync(file, beginning, 0, MOST_HEADER_BYTES, 0);
    const found = readNpyHeader(beginning.subarray(0, length), name);
    if (found.descr !== descr) {
      throw new UserError(`${name} holds values of type ${found.descr}, expected ${descr}.`);
    }
    if (found.shape.length < 2) {
      throw new UserError(
        `${name} holds values of shape [${found.shape}], expected rows of values.`,
      );
    }
    const { size } = fstatSync(file);
    const whole = found.shape.reduce((product, n) => product * n, sizes[descr]) + found.start;
    if (size !== whole) {
      throw new UserError(
        `${name} has ${size} bytes instead of ${whole}: it was cut short or changed. Delete it and make it again.`,
      );
    }
    return rowsOf(file, found.start, found.shape, sizes[descr]);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
