import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { progressBar } from '../display/progress';
import { projectRoot, shortPath, UserError } from '../outputs';
import type { Vocabulary } from '../vocabulary';
import { makeEmbeddingMatrix } from './embedding-matrix';
import type { EmbeddingMatrix } from './types';

/** The rows of a GloVe file that a vocabulary asks for, and what was wrong with some. */
export interface GloveMatrix extends EmbeddingMatrix {
  /** Lines in the file. */
  lines: number;
  /** What was wrong and skipped, a sentence each, with file and line. */
  problems: string[];
}

/**
 * The GloVe file to use: `path`, else the environment variable GLOVE, else the first `glove.6B.200d*.txt` in
 * `data/glove`; undefined where there is none.
 * @throws UserError when a path was given and nothing is there
 */
export function findGlove(path = process.env.GLOVE): string | undefined {
  if (path) {
    if (existsSync(path)) return path;
    throw new UserError(`No GloVe file at ${shortPath(path)}: correct GLOVE, or leave it empty.`);
  }
  const folder = join(projectRoot, 'data', 'glove');
  if (!existsSync(folder)) return undefined;
  const name = readdirSync(folder)
    .sort()
    .find((file) => /^glove\.6B\.200d.*\.txt$/.test(file));
  return name && join(folder, name);
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

/**
 * Reads the vectors of a vocabulary's words from a GloVe text file, a row `word number number …` a line.
 * The file goes by line by line, so it may be larger than the memory. A kept row that has not `width` numbers is
 * skipped, told on the console and kept in `problems`.
 * @throws UserError when the file is missing, or not one row of it is of use
 */
export async function readGlove(
  path: string,
  vocabulary: Vocabulary,
  { width = 200 }: { width?: number } = {},
): Promise<GloveMatrix> {
  if (!existsSync(path)) throw new UserError(`No GloVe file at ${shortPath(path)}.`);
  const vectors = new Map<string, Float32Array>();
  const problems: string[] = [];
  const megabyte = 2 ** 20;
  const size = Math.ceil(statSync(path).size / megabyte);
  const bar = progressBar('Reading GloVe', size, 'MB');
  let lines = 0;
  let read = 0;
  const readLine = (line: string) => {
    lines++;
    const end = line.indexOf(' ');
    const word = line.slice(0, end);
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
  const stream = createReadStream(path, { highWaterMark: megabyte });
  stream.on('data', (chunk) => {
    const before = Math.floor(read / megabyte);
    read += chunk.length;
    bar.advance(Math.floor(read / megabyte) - before);
  });
  const reader = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  reader.on('line', readLine);
  await new Promise<void>((resolve, reject) => {
    reader.on('close', resolve);
    stream.on('error', reject);
  });
  bar.advance(size - Math.floor(read / megabyte));
  bar.done(`${vectors.size} of ${vocabulary.words.length} words found`);
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
