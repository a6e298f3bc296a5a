import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a row of the training table is made of. */
export interface RowShape {
  /** Numbers of a picture's feature. */
  featureWidth: number;
  /** Words of the longest caption. */
  maxLength: number;
  /** Numbers of a word's vector. */
  embeddingWidth: number;
  /** Words plus padding: the length of a one-hot target. */
  vocabularySize: number;
}

/** Numbers per row as the tutorial adds them up: the feature and a vector for each of the words. */
export function numbersPerRow({ featureWidth, maxLength, embeddingWidth }: RowShape): number {
  return featureWidth + maxLength * embeddingWidth;
}

/** A part of the training table and its bytes, numbers being 32-bit. */
export type MemoryRow = {
  part: string;
  numbersARow: number;
  bytesARow: number;
  bytes: number;
};

/** The bytes of a table of `rows` rows, part by part, and of all of it. */
export function memoryOf(rows: number, shape: RowShape): MemoryRow[] {
  const parts: [string, number][] = [
    ['picture feature', shape.featureWidth],
    ['word vectors of the prefix', shape.maxLength * shape.embeddingWidth],
    ['next word, one-hot', shape.vocabularySize],
  ];
  const all = parts.reduce((sum, [, numbers]) => sum + numbers, 0);
  return [...parts, ['together', all] as [string, number]].map(([part, numbersARow]) => ({
    part,
    numbersARow,
    bytesARow: 4 * numbersARow,
    bytes: 4 * numbersARow * rows,
  }));
}

/** The same ready to be shown: what a row of the table takes, and all of its rows. */
export function memoryTable(memory: readonly MemoryRow[]): Record<string, unknown>[] {
  return memory.map(({ part, numbersARow, bytesARow, bytes }) => ({
    part,
    'numbers per row': numbersARow,
    'bytes per row': bytesARow,
    'all rows, GB': bytes / 1e9,
  }));
}

/** Memory in use after some batches. */
export type MemorySample = {
  batches: number;
  rows: number;
  /** Live bytes on the heap and in typed arrays, more than at the start. */
  bytes: number;
};

/**
 * Draws batches and notes the live memory after every `every` of them, behind a garbage collection.
 * @param rowsOf rows of a batch
 */
export function generatorMemory<Batch>(
  batches: Iterable<Batch>,
  rowsOf: (batch: Batch) => number,
  { every = 50 }: { every?: number } = {},
): MemorySample[] {
  const start = liveBytes();
  const samples: MemorySample[] = [];
  let rows = 0;
  let count = 0;
  for (const batch of batches) {
    rows += rowsOf(batch);
    count++;
    if (count % every === 0) samples.push({ batches: count, rows, bytes: liveBytes() - start });
  }
  return samples;
}

/** Bytes that a garbage collection leaves: objects on the heap and the contents of typed arrays. */
function liveBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  // The contents of dropped typed arrays are freed after a collection: the next one waits for that.
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
