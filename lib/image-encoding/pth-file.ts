import { BufferReader } from 'pickleparser';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { type StoredTensor, UserError } from '../outputs/index.js';
import { PickledStorage, PickledTensor, readPickle } from './pth-pickle.js';

/** How the older format begins: the pickle of a number that says so. */
const MAGIC = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');
const VERSION = 1001;

/** More than any of our encoders has; a damaged file may ask for anything. */
const MOST_BYTES = 2 ** 30;

const ZIP = Buffer.from('PK\x03\x04');

const begins = (bytes: Uint8Array, beginning: Buffer) =>
  Buffer.compare(bytes.subarray(0, beginning.length), beginning) === 0;

/** Whether some bytes are the beginning of a file that `readPthFile` reads. */
export const beginsAsPth = (bytes: Uint8Array) => begins(bytes, MAGIC) || begins(bytes, ZIP);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);

type BytesOf = (storage: PickledStorage) => Uint8Array;

/** A tensor's values row by row, in whatever order its storage has them. */
function valuesOf(name: string, tensor: PickledTensor, bytesOf: BytesOf): StoredTensor | undefined {
  const { storage, offset, shape, strides } = tensor;
  const broken = (why: string) => new Error(`tensor ${name} ${why}`);
  if (!(storage instanceof PickledStorage)) throw broken('has no storage');
  if (storage.kind !== 'FloatStorage') return undefined; // a count of batches
  if (!isCounts(shape) || !isCounts(strides) || !isCounts([offset])) {
    throw broken('lacks its shape, strides or place');
  }
  if (shape.length !== strides.length) throw broken('has not a stride for each axis');
  const size = shape.reduce((product, length) => product * length, 1);
  const last = shape.reduce(
    (at, length, axis) => at + (length - 1) * strides[axis],
    Number(offset),
  );
  if (size > 0 && (last >= storage.length || size > storage.length)) {
    throw broken(`of shape [${shape}] ends behind its storage of ${storage.length} numbers`);
  }
  const bytes = bytesOf(storage);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = new Float32Array(size);
  const place = shape.map(() => 0);
  let at = Number(offset);
  for (let i = 0; i < size; i++) {
    data[i] = view.getFloat32(4 * at, true);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      place[axis]++;
      if (place[axis] < shape[axis]) break;
      at -= strides[axis] * shape[axis];
      place[axis] = 0;
    }
  }
  return { shape, data };
}

function tensorsOf(value: unknown, bytesOf: BytesOf): Map<string, StoredTensor> {
  if (!(value instanceof Map)) throw new Error('it holds no dictionary of tensors');
  const found = new Map<string, StoredTensor>();
  for (const [key, tensor] of value) {
    if (!(tensor instanceof PickledTensor)) throw new Error(`the value of ${key} is no tensor`);
    const values = valuesOf(String(key), tensor, bytesOf);
    if (values) found.set(String(key), values);
  }
  return found;
}

/** The format before PyTorch 1.6: pickles of a version, the machine, the tensors and the storages' keys; then the storages. */
function readOlder(bytes: Uint8Array, file: string): Map<string, StoredTensor> {
  const reader = new BufferReader(bytes);
  reader.skip(MAGIC.length);
  const { value: version } = readPickle(reader, file);
  if (version !== VERSION) throw new Error(`its version is ${version}, expected ${VERSION}`);
  const { value: machine } = readPickle(reader, file);
  if (!(machine instanceof Map) || machine.get('little_endian') !== true) {
    throw new Error('its numbers are not little endian');
  }
  const { value, storages } = readPickle(reader, file);
  const { value: keys } = readPickle(reader, file);
  if (!Array.isArray(keys)) throw new Error('it has no list of its storages');
  const contents = new Map<PickledStorage, Uint8Array>();
  for (const key of keys) {
    const storage = storages.get(key);
    if (!storage) throw new Error(`storage ${key} is no tensor's`);
    const length = reader.uint64();
    if (length !== storage.length) {
      throw new Error(`storage ${key} has ${length} numbers, expected ${storage.length}`);
    }
    contents.set(storage, reader.bytes(storage.bytes) as Uint8Array);
  }
  return tensorsOf(value, (storage) => {
    const found = contents.get(storage);
    if (!found) throw new Error(`storage ${storage.key} is not there`);
    return found;
  });
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (entry.uncompressedSize > MOST_BYTES) throw new Error(`${entry.fileName} is too large`);
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The format since PyTorch 1.6, a zip archive with `data.pkl` and a file for each storage; or a wheel with one .pth in it. */
async function readZip(bytes: Uint8Array, file: string): Promise<Map<string, StoredTensor>> {
  const zip = await fromBufferPromise(Buffer.from(bytes), { autoClose: false });
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  const names = [...entries.keys()];
  const inside = names.filter((name) => name.endsWith('.pth'));
  if (inside.length === 1)
    return readAny(await contentOf(zip, entries.get(inside[0]) as Entry), file);
  const pickle = names.find((name) => /^[^/]+\/data\.pkl$/.test(name));
  if (!pickle) throw new Error('it is a zip archive without data.pkl or one .pth in it');
  const root = pickle.slice(0, -'data.pkl'.length);
  const order = entries.get(`${root}byteorder`);
  if (order && `${await contentOf(zip, order)}` !== 'little') {
    throw new Error('its numbers are not little endian');
  }
  const content = await contentOf(zip, entries.get(pickle) as Entry);
  const { value, storages } = readPickle(new BufferReader(content), file);
  const contents = new Map<PickledStorage, Uint8Array>();
  for (const [key, storage] of storages) {
    const entry = entries.get(`${root}data/${key}`);
    if (entry?.uncompressedSize !== storage.bytes) {
      throw new Error(`storage ${key} is not there with ${storage.length} numbers`);
    }
    contents.set(storage, await contentOf(zip, entry));
  }
  return tensorsOf(value, (storage) => contents.get(storage) as Uint8Array);
}

async function readAny(bytes: Buffer, file: string): Promise<Map<string, StoredTensor>> {
  if (begins(bytes, ZIP)) return readZip(bytes, file);
  if (begins(bytes, MAGIC)) return readOlder(bytes, file);
  throw new Error('it begins as neither of the formats of torch.save');
}

/**
 * The float32 tensors of a file that PyTorch saved a network's `state_dict` in, in its order: the format of torch.save
 * (a zip archive), the one before PyTorch 1.6, or a wheel that holds one such file. Nothing in it is executed.
 * @param file the file's name, for messages
 * @throws UserError naming the file and what is wrong with it: cut short, of another kind, or more than tensors
 */
export async function readPthFile(
  bytes: Uint8Array,
  file: string,
): Promise<Map<string, StoredTensor>> {
  try {
    return await readAny(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = (error as Error).message;
    throw new UserError(`${file} cannot be read as weights of PyTorch: ${reason}. Get it again.`);
  }
}
