import { existsSync, readFileSync } from 'node:fs';
import { imageIdOf } from '../../data-understanding/image-id.js';
import { readTextLines } from '../../data-understanding/text-lines.js';
import { decodeNpy, shortPath, UserError } from '../../outputs/index.js';
import { type Features, featureTable } from '../feature-table.js';
import { unpickleVectors } from './unpickle.js';

/** Vectors with the names that their file gives them. */
interface NamedRows {
  names: string[];
  /** `[names, features]` */
  rows: Float32Array;
  width: number;
}

/** `x.npy`, `[pictures, features]`, and beside it `x.txt`, a picture's name a line. */
function readNpy(path: string): NamedRows {
  const { shape, data } = decodeNpy(readFileSync(path), shortPath(path));
  if (shape.length !== 2 || !(data instanceof Float32Array)) {
    throw new UserError(
      `${shortPath(path)} holds values of shape [${shape}], expected float32 [pictures, width].`,
    );
  }
  const lines = readTextLines(path.replace(/npy$/, 'txt'), "the picture's name of each row");
  return { names: lines.map(({ text }) => text), rows: data, width: shape[1] };
}

/** `x.bin` or `x.f32le.bin`, float32 row by row, and beside it `x.index.json` with `cols` and `names`. */
function readBin(path: string): NamedRows {
  const index = path.replace(/(\.f32le)?\.bin$/, '.index.json');
  const lines = readTextLines(index, 'JSON with "names" and "cols"');
  const refuse = (why: string) =>
    new UserError(`${shortPath(path)} cannot be read with ${shortPath(index)} (${why}).`);
  let json: unknown;
  try {
    json = JSON.parse(lines.map(({ text }) => text).join('\n'));
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const { names, cols } = Object(json) as { names?: unknown; cols?: unknown };
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    throw refuse('its "names" are no list of names');
  }
  if (!Number.isSafeInteger(cols) || Number(cols) < 1) throw refuse('its "cols" is no number');
  const bytes = Uint8Array.from(readFileSync(path));
  if (bytes.length % 4 !== 0) throw refuse(`${bytes.length} bytes are no whole float32 numbers`);
  return { names, rows: new Float32Array(bytes.buffer), width: Number(cols) };
}

/** A pickled dictionary, name to vector. */
function readPickle(path: string): NamedRows {
  const vectors = unpickleVectors(readFileSync(path), shortPath(path));
  const [first = new Float32Array()] = vectors.values();
  const width = first.length;
  const rows = new Float32Array(vectors.size * width);
  [...vectors].forEach(([name, vector], row) => {
    if (vector.length !== width) {
      throw new UserError(
        `${shortPath(path)}: the vector of ${name} has ${vector.length} numbers, others ${width}.`,
      );
    }
    rows.set(vector, row * width);
  });
  return { names: [...vectors.keys()], rows, width };
}

const readers: [RegExp, (path: string) => NamedRows][] = [
  [/\.npy$/, readNpy],
  [/\.bin$/, readBin],
  [/\.(pkl|pickle|p)$/, readPickle],
];

/**
 * Feature vectors that another program made: a Python pickle of a dictionary (name to float32 vector), `x.npy` with the
 * names in `x.txt`, or raw float32 in `x.bin` with `cols` and `names` in `x.index.json`.
 * @param encoder the network that made them
 * @throws UserError naming the file when it is not whole, names a picture twice or holds values that are no numbers
 */
export function readVectorFile(path: string, encoder: string): Features {
  const name = shortPath(path);
  const read = readers.find(([ending]) => ending.test(path))?.[1];
  if (!read) throw new UserError(`${name} is no .npy, .pkl or .bin file.`);
  if (!existsSync(path)) throw new UserError(`${name} is not there.`);
  const { names, rows, width } = read(path);
  if (names.length * width !== rows.length || rows.length === 0) {
    throw new UserError(
      `${name} holds ${rows.length} numbers, expected ${names.length} names times ${width}.`,
    );
  }
  const ids = names.map(imageIdOf);
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) throw new UserError(`${name} has two vectors for picture ${id}.`);
    seen.add(id);
  }
  const bad = rows.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const id = ids[Math.floor(bad / width)];
    throw new UserError(`${name}: the vector of picture ${id} holds ${rows[bad]}.`);
  }
  return featureTable(ids, rows, width, encoder);
}
