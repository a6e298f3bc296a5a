import { type BufferReader, Parser } from 'pickleparser';
import { type Global, KnownGlobals } from './known-globals.js';

/** Bytes of a number in each kind of PyTorch's storages. */
const STORAGES: Record<string, number> = {
  DoubleStorage: 8,
  FloatStorage: 4,
  HalfStorage: 2,
  BFloat16Storage: 2,
  LongStorage: 8,
  IntStorage: 4,
  ShortStorage: 2,
  CharStorage: 1,
  ByteStorage: 1,
  BoolStorage: 1,
};

/** The name of a kind of storage. */
class StorageKind {
  constructor(readonly name: string) {}
}

/** Numbers in a row that tensors are cut from, as a pickle names them; the numbers themselves stand outside of it. */
export class PickledStorage {
  constructor(
    readonly kind: string,
    readonly key: string,
    readonly length: number,
  ) {}

  get bytes(): number {
    return this.length * STORAGES[this.kind];
  }
}

/** A tensor as a pickle describes it: which numbers of a storage it has, and in which order. */
export class PickledTensor {
  constructor(
    readonly storage: unknown,
    readonly offset: unknown,
    readonly shape: unknown,
    /** How many numbers further the next one is, along each axis. */
    readonly strides: unknown,
  ) {}
}

/** What a pickle of weights may name. */
const globals: Record<string, Global> = {
  'collections.OrderedDict': () => new Map(),
  'torch._utils._rebuild_tensor_v2': (...words) =>
    new PickledTensor(words[0], words[1], words[2], words[3]),
  'torch._utils._rebuild_parameter': (tensor) => tensor,
};
for (const name of Object.keys(STORAGES)) {
  // The parser takes what it gets for a function; this one is only ever handed on, within a storage's description.
  globals[`torch.${name}`] = new StorageKind(name) as unknown as Global;
}

const RULE = "a file of weights names nothing but PyTorch's tensors";

/** What a pickle says of a storage: `('storage', kind, key, device, length, …)`. */
function storageOf(words: unknown, known: Map<string, PickledStorage>): PickledStorage {
  const [what, kind, key, , length] = Array.isArray(words) ? words : [];
  const whole = Number.isSafeInteger(length) && length >= 0;
  if (what !== 'storage' || !(kind instanceof StorageKind) || typeof key !== 'string' || !whole) {
    throw new Error('a storage is described in another way');
  }
  const found = known.get(key) ?? new PickledStorage(kind.name, key, length);
  known.set(key, found);
  return found;
}

/**
 * The next pickle of a file of PyTorch, and the storages that it names. Nothing in it is executed.
 * @param file the file's name, for messages
 * @throws UserError naming the file when it names any global but those of tensors; another Error when it is cut short
 */
export function readPickle(
  reader: BufferReader,
  file: string,
): { value: unknown; storages: Map<string, PickledStorage> } {
  const storages = new Map<string, PickledStorage>();
  const parser = new Parser({
    nameResolver: new KnownGlobals(file, globals, RULE),
    persistentResolver: { resolve: (words: unknown) => storageOf(words, storages) },
    unpicklingTypeOfDictionary: 'Map',
  });
  return { value: parser.read(reader), storages };
}
