import { Parser } from 'pickleparser';
import { UserError } from '../../outputs/index.js';
import { type Global, KnownGlobals } from '../known-globals.js';

/** A NumPy type, as a pickle describes it. */
class PickledType {
  private order: unknown = '<';

  constructor(private readonly kind: unknown) {}

  __setstate__([, order]: unknown[]): void {
    this.order = order;
  }

  isFloat32 = () => this.kind === 'f4' && this.order === '<';
}

/** A NumPy array, as a pickle describes it. */
class PickledArray {
  shape?: unknown;
  type?: unknown;
  bytes?: unknown;

  __setstate__([, shape, type, , bytes]: unknown[]): void {
    Object.assign(this, { shape, type, bytes });
  }
}

/** What a pickle of arrays may name. */
const globals: Record<string, Global> = {
  '_codecs.encode': (text) => Buffer.from(String(text), 'latin1'), // the only one that NumPy uses
  'numpy.dtype': (kind) => new PickledType(kind),
  'numpy.ndarray': () => new PickledArray(),
};
for (const core of ['numpy.core', 'numpy._core']) {
  globals[`${core}.multiarray._reconstruct`] = () => new PickledArray();
  globals[`${core}.numeric._frombuffer`] = (bytes, type, shape) =>
    Object.assign(new PickledArray(), { bytes, type, shape });
}

const RULE = "a pickle of feature vectors names nothing but NumPy's arrays";

function vectorOf(value: unknown, key: unknown, file: string): Float32Array {
  const refuse = (what: string) =>
    new UserError(`${file}: the value of ${key} is ${what}, expected a float32 vector.`);
  if (!(value instanceof PickledArray)) throw refuse('no NumPy array');
  const { shape, type, bytes } = value;
  if (!(type instanceof PickledType && type.isFloat32())) throw refuse('an array of another type');
  if (!Array.isArray(shape) || !shape.slice(0, -1).every((n) => n === 1))
    throw refuse(`an array of shape [${shape}]`);
  if (!(bytes instanceof Uint8Array)) throw refuse('written by Python 2 or apart from the pickle');
  if (bytes.length !== 4 * shape[shape.length - 1]) throw refuse('not whole');
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/**
 * The vectors in a Python pickle of a dictionary, name to NumPy array, as Keras tutorials keep features. Nothing in the
 * pickle is executed.
 * @param file the file's name, for messages
 * @throws UserError naming the file when it names any global but those of NumPy's arrays, is cut short or holds
 * something else
 */
export function unpickleVectors(bytes: Uint8Array, file: string): Map<string, Float32Array> {
  const parser = new Parser({
    nameResolver: new KnownGlobals(file, globals, RULE),
    unpicklingTypeOfDictionary: 'Map',
  });
  let found: unknown;
  try {
    found = parser.parse(bytes);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file} cannot be read as a pickle: ${(error as Error).message}`);
  }
  if (!(found instanceof Map)) throw new UserError(`${file} holds no dictionary of vectors.`);
  return new Map([...found].map(([key, value]) => [String(key), vectorOf(value, key, file)]));
}
