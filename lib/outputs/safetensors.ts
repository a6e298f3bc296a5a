import { UserError } from './user-error.js';

/** A tensor on its way to or from disk: values row by row. */
export interface StoredTensor {
  shape: number[];
  data: Float32Array;
}

interface HeaderEntry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

const sizeOf = (shape: number[]) => shape.reduce((product, n) => product * n, 1);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value is a list of counts. */
const areCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);

function isEntry(value: unknown): value is HeaderEntry {
  if (!isRecord(value) || !areCounts(value.shape) || !areCounts(value.data_offsets)) return false;
  return value.data_offsets.length === 2 && typeof value.dtype === 'string';
}

/**
 * Float32 tensors as one file in the safetensors format (huggingface/safetensors): a header's length (8 bytes,
 * little endian), a JSON header with each tensor's type, shape and place, then the values.
 */
export function encodeSafetensors(
  tensors: Record<string, StoredTensor>,
  metadata: Record<string, string> = {},
): Buffer {
  const header: Record<string, HeaderEntry | Record<string, string>> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    if (data.length !== sizeOf(shape)) {
      throw new Error(`Tensor ${name} has ${data.length} values, its shape is [${shape}]`);
    }
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = JSON.stringify(header);
  const json = Buffer.from(text.padEnd(Math.ceil(Buffer.byteLength(text) / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const values = Object.values(tensors).map(({ data }) =>
    Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  );
  return Buffer.concat([length, json, ...values]);
}

/**
 * The tensors of a safetensors file.
 * @param name the file's name, for messages
 * @throws UserError naming the file when it is cut short, is no safetensors file or holds another type than F32
 */
export function decodeSafetensors(
  bytes: Uint8Array,
  name: string,
): { tensors: Record<string, StoredTensor>; metadata: Record<string, string> } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const broken = (why: string) => new UserError(`${name} is not a whole safetensors file: ${why}`);
  if (buffer.length < 8) throw broken(`it has ${buffer.length} bytes`);
  const headerEnd = 8 + Number(buffer.readBigUInt64LE(0));
  if (headerEnd > buffer.length) {
    throw broken(`its header ends at byte ${headerEnd}, the file at ${buffer.length}`);
  }
  let header: unknown;
  try {
    header = JSON.parse(buffer.toString('utf8', 8, headerEnd));
  } catch {
    throw broken('its header is not JSON');
  }
  if (!isRecord(header)) throw broken('its header is no object');
  const { __metadata__: metadata = {}, ...entries } = header;
  if (!isRecord(metadata) || Object.values(metadata).some((one) => typeof one !== 'string')) {
    throw broken('its __metadata__ is no object of texts');
  }
  const tensors: Record<string, StoredTensor> = {};
  for (const [key, entry] of Object.entries(entries)) {
    if (!isEntry(entry)) throw broken(`tensor ${key} lacks its type, shape or place`);
    const { dtype, shape, data_offsets } = entry;
    if (dtype !== 'F32') throw broken(`tensor ${key} is ${dtype}, expected F32`);
    const [start, end] = data_offsets.map((offset) => headerEnd + offset);
    if (end > buffer.length) {
      throw broken(`tensor ${key} ends at byte ${end}, the file at ${buffer.length}: cut short`);
    }
    if (end - start !== 4 * sizeOf(shape)) throw broken(`tensor ${key} is not [${shape}]`);
    const data = new Float32Array(sizeOf(shape));
    new Uint8Array(data.buffer).set(buffer.subarray(start, end));
    tensors[key] = { shape, data };
  }
  return { tensors, metadata: metadata as Record<string, string> };
}
