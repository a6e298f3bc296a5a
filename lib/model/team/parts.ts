import type { CaptionBatch } from '../../generator/index.js';

/** Steps of the longest caption among rows of a batch. */
function longestOf({ tokens, steps }: CaptionBatch, from: number, to: number): number {
  let longest = 1;
  for (let row = from; row < to; row++) {
    while (longest < steps && tokens[row * steps + longest] > 0) longest++;
  }
  return longest;
}

/** Some rows of a batch as a batch of their own, as wide as the longest of them. */
function rowsOf(batch: CaptionBatch, from: number, to: number): CaptionBatch {
  const steps = longestOf(batch, from, to);
  const cut = (words: Int32Array) => {
    const rows = new Int32Array((to - from) * steps); // [rows, steps]
    for (let row = from; row < to; row++) {
      const start = row * batch.steps;
      rows.set(words.subarray(start, start + steps), (row - from) * steps);
    }
    return rows;
  };
  const { ids, tokens, targets, perPicture } = batch;
  return {
    ...{ ids: ids.slice(from, to), tokens: cut(tokens), targets: cut(targets) },
    ...{ batch: to - from, steps, perPicture },
  };
}

/**
 * Cuts a batch into so many parts, or fewer where it has fewer pictures, each with as many of its pictures as the others or
 * one more. Rows of a picture that share a read of it stay together.
 */
export function partsOf(batch: CaptionBatch, count: number): CaptionBatch[] {
  const pictures = batch.batch / batch.perPicture;
  const parts = Math.min(count, pictures);
  const firstOf = (part: number) => Math.floor((part * pictures) / parts) * batch.perPicture;
  return Array.from({ length: parts }, (_, i) => rowsOf(batch, firstOf(i), firstOf(i + 1)));
}
