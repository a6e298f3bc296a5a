import { UserError } from './user-error.js';

type NpyData = Float32Array | Int32Array | Int8Array;

/** An array on its way to or from a .npy file: values row by row. */
export interface NpyArray {
  shape: number[];
  data: NpyData;
}

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');

const types = { '<f4': Float32Array, '<i4': Int32Array, '|i1': Int8Array } as const;

const sizeOf = (shape: number[]) => shape.reduce((product, n) => product * n, 1);
const isType = (descr: string): descr is keyof typeof types => Object.hasOwn(types, descr);

function typeOf(data: NpyData): keyof typeof types {
  if (data instanceof Float32Array) return '<f4';
  return data instanceof Int32Array ? '<i4' : '|i1';
}

/** Where the values of a .npy file begin, and what they are. */
export interface NpyHeader {
  /** NumPy's name of the type: `<f4`. */
  descr: string;
  shape: number[];
  /** The values' first byte. */
  start: number;
}

/** What a .npy file, version 1.0, begins with (NumPy's own format, numpy.lib.format); the values follow row by row. */
export function npyHeader(shape: number[], descr: string): Buffer {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const length = Math.ceil((MAGIC.length + 4 + header.length + 1) / 64) * 64; // aligned, as the format asks
  const start = Buffer.alloc(length, ' ');
  MAGIC.copy(start);
  start.set([1, 0], MAGIC.length);
  start.writeUInt16LE(length - MAGIC.length - 4, MAGIC.length + 2);
  start.write(header, MAGIC.length + 4, 'latin1');
  start.write('\n', length - 1);
  return start;
}

/**
 * An array as the bytes of a .npy file: Python reads it with `np.load`.
 * @example
 * ```ts
 * import { decodeNpy, encodeNpy } from 'captionlab/outputs';
 *
 * const bytes = encodeNpy([2, 1], new Float32Array([1, 2]));
 * decodeNpy(bytes, 'two numbers').shape; // → [2, 1]
 * ```
 */
export function encodeNpy(shape: number[], data: NpyData): Buffer {
  if (data.length !== sizeOf(shape)) {
    throw new Error(`There are ${data.length} values, the shape is [${shape}]`);
  }
  const values = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.concat([npyHeader(shape, typeOf(data)), values]);
}

const broken = (name: string, why: string) =>
  new UserError(`${name} is not a whole .npy file: ${why}`);

/**
 * What a .npy file says of itself.
 * @param buffer the file's beginning, or all of it
 * @param name the file's name, for messages
 * @throws UserError naming the file when it begins otherwise, or its values are in Fortran's order
 */
export function readNpyHeader(buffer: Buffer, name: string): NpyHeader {
  if (buffer.length < 12 || !buffer.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw broken(name, 'it does not begin as one');
  }
  const lengthSize = buffer[MAGIC.length] === 1 ? 2 : 4; // later versions allow longer headers
  const headerStart = MAGIC.length + 2 + lengthSize;
  const start = headerStart + buffer.readUIntLE(MAGIC.length + 2, lengthSize);
  const header = buffer.toString('latin1', headerStart, start);
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1] ?? 'unknown';
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const numbers = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(header)?.[1];
  if (start > buffer.length || order === undefined || numbers === undefined) {
    throw broken(name, 'its header cannot be read');
  }
  if (order === 'True') {
    throw new UserError(`${name} is in Fortran's order: save it with np.ascontiguousarray.`);
  }
  const shape = numbers
    .split(',')
    .filter((number) => number.trim())
    .map(Number);
  if (!shape.every(Number.isSafeInteger) || !Number.isSafeInteger(sizeOf(shape))) {
    throw broken(name, `its shape [${numbers.trim()}] cannot be`);
  }
  return { descr, shape, start };
}

/**
 * The array in a .npy file.
 * @param name the file's name, for messages
 * @throws UserError naming the file when it is cut short, is no .npy file, or holds anything but float32, int32 or int8
 * values in C's order
 */
export function decodeNpy(bytes: Uint8Array, name: string): NpyArray {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { descr, shape, start } = readNpyHeader(buffer, name);
  if (!isType(descr)) {
    const kinds = Object.keys(types).join(', ');
    throw new UserError(`${name} holds values of type ${descr}, expected ${kinds}.`);
  }
  const Values = types[descr];
  const bytesAsked = sizeOf(shape) * Values.BYTES_PER_ELEMENT;
  if (buffer.length - start !== bytesAsked) {
    throw broken(
      name,
      `it has ${buffer.length - start} bytes of values, its shape [${shape}] asks for ${bytesAsked}`,
    );
  }
  const data = new Values(sizeOf(shape));
  new Uint8Array(data.buffer).set(buffer.subarray(start));
  return { shape, data };
}
