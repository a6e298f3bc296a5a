import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { progressBar } from '../display/progress.js';
import { projectRoot, refuseWideText, shortPath, UserError } from '../outputs/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import { makeEmbeddingMatrix } from './embedding-matrix.js';
import type { EmbeddingMatrix } from './types.js';

/** The rows of a GloVe file that a vocabulary asks for, and what was wrong with some. */
export interface GloveMatrix extends EmbeddingMatrix {
  /** Lines in the file. */
  lines: number;
  /** What was wrong and skipped, a sentence each, with file and line. */
  problems: string[];
}

/** The first `glove.6B.200d*.txt` in a folder. */
function gloveFileIn(folder: string): string | undefined {
  const name = readdirSync(folder)
    .sort()
    .find((file) => /^glove\.6B\.200d.*\.txt$/.test(file));
  return name && join(folder, name);
}

/**
 * The GloVe file to use: `path`, else where the environment variable GLOVE says, else in `data/glove`; undefined where
 * there is none. Of a folder it is the first `glove.6B.200d*.txt`.
 * @throws UserError when a path was given and there is no such file
 */
export function findGlove(path = process.env.GLOVE): string | undefined {
  if (!path) {
    const folder = join(projectRoot, 'data', 'glove');
    return existsSync(folder) ? gloveFileIn(folder) : undefined;
  }
  const advice = 'correct GLOVE, or leave it empty.';
  if (!existsSync(path)) throw new UserError(`No GloVe file at ${shortPath(path)}: ${advice}`);
  if (!statSync(path).isDirectory()) return path;
  const found = gloveFileIn(path);
  if (found) return found;
  throw new UserError(`No glove.6B.200d.txt in the folder ${shortPath(path)}: ${advice}`);
}

/** The numbers behind a word, or what is wrong with them. */
function parseRow(fields: string[], width: number): { vector?: Float32Array; wrong?: string } {
  if (fields.length !== width) {
    return { wrong: `has ${fields.length} numbers, expected ${width}` };
  }
  const vector = Float32Array.from(fields, Number);
  const at = vector.findIndex((value) => !Number.isFinite(value));
  return at < 0 ? { vector } : { wrong: `has "${fields[at]}" as its number ${at + 1}` };
}

/** A word of several parts starts like ours but goes on with something that is no number. */
const isLongerWord = (fields: string[], width: number) =>
  fields.length > width && Number.isNaN(Number(fields[0]));

function warn(name: string, problems: string[]): void {
  if (problems.length === 0) return;
  const more = problems.length > 5 ? [`… and ${problems.length - 5} more in its problems`] : [];
  console.warn(
    [`${name}: ${problems.length} row(s) skipped`, ...problems.slice(0, 5), ...more].join('\n  '),
  );
}

const MEGABYTE = 2 ** 20;

/**
 * Hands over a file's lines, one after the other, a character a byte: the many numbers need no decoding.
 * @param onBytes told how many bytes were read since it was told last
 * @throws UserError naming the file when it is UTF-16 or cannot be read
 */
async function forEachLine(
  path: string,
  onLine: (line: string) => void,
  onBytes: (count: number) => void,
): Promise<void> {
  const stream = createReadStream(path, { highWaterMark: MEGABYTE, encoding: 'latin1' });
  stream.on('data', ({ length }) => onBytes(length));
  stream.once('data', (head) => {
    try {
      refuseWideText(Buffer.from(head.slice(0, 1000) as string, 'latin1'), shortPath(path));
    } catch (error) {
      stream.destroy(error as Error);
    }
  });
  const reader = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  reader.on('line', onLine);
  try {
    await new Promise<void>((resolve, reject) => {
      reader.on('close', resolve);
      reader.on('error', reject); // Node 20 tells of it here as well
      stream.on('error', reject);
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${shortPath(path)} cannot be read: ${(error as Error).message}.`);
  }
}

const BYTE_ORDER_MARK = '\u00EF\u00BB\u00BF';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A word of which each character is a byte, in letters; undefined when it is not UTF-8. */
function wordOf(bytes: string): string | undefined {
  if (!/[\u0080-\u00FF]/.test(bytes)) return bytes;
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1')).normalize('NFC');
  } catch {
    return undefined;
  }
}

/**
 * Reads the vectors of a vocabulary's words from a GloVe text file, a row `word number number …` a line.
 * The file goes by line by line, so it may be larger than the memory. A kept row that has not `width` numbers is
 * skipped, told on the console and kept in `problems`.
 * @throws UserError when the file is missing or cannot be read, or not one row of it is of use
 */
export async function readGlove(
  path: string,
  vocabulary: Vocabulary,
  { width = 200 }: { width?: number } = {},
): Promise<GloveMatrix> {
  if (!existsSync(path)) throw new UserError(`No GloVe file at ${shortPath(path)}.`);
  const vectors = new Map<string, Float32Array>();
  const problems: string[] = [];
  const size = Math.ceil(statSync(path).size / MEGABYTE);
  const bar = progressBar('Reading GloVe', size, 'MB');
  let lines = 0;
  let read = 0;
  const readLine = (whole: string) => {
    lines++;
    const line = lines === 1 && whole.startsWith(BYTE_ORDER_MARK) ? whole.slice(3) : whole;
    const end = line.indexOf(' ');
    const word = wordOf(line.slice(0, end));
    if (word === undefined) {
      problems.push(
        `${shortPath(path)}, line ${lines} is not UTF-8: no word of ours can be found there`,
      );
      return;
    }
    if (end < 1 || !vocabulary.indexOf.has(word)) return;
    const fields = line
      .slice(end + 1)
      .trimEnd()
      .split(' ');
    if (isLongerWord(fields, width)) return;
    const { vector, wrong } = parseRow(fields, width);
    const repeated = vectors.has(word) && 'comes a second time; the first row is kept';
    if (vector && !repeated) vectors.set(word, vector);
    else problems.push(`${shortPath(path)}, line ${lines}: the row "${word}" ${wrong ?? repeated}`);
  };
  const countBytes = (count: number) => {
    const before = Math.floor(read / MEGABYTE);
    read += count;
    bar.advance(Math.floor(read / MEGABYTE) - before);
  };
  try {
    await forEachLine(path, readLine, countBytes);
    bar.advance(size - Math.floor(read / MEGABYTE));
  } finally {
    bar.done(`${vectors.size} of ${vocabulary.words.length} words found`);
  }
  warn(shortPath(path), problems);
  if (vectors.size === 0) {
    throw new UserError(
      `${shortPath(path)} has no row for any of the ${vocabulary.words.length} words with ${width} numbers. ` +
        `${problems[0] ?? 'Is it a GloVe text file (a word and its numbers a line)?'}`,
    );
  }
  const matrix = makeEmbeddingMatrix(vectors, vocabulary, { width, source: basename(path) });
  return { ...matrix, lines, problems };
}
