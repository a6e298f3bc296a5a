/** A word that is asked for: after which beginning, and in which queries it comes. */
interface AskedWord {
  /** Of `SharedBeginnings.rows`. */
  row: number;
  word: number;
}

/** Queries whose beginnings are read once, however many share them. */
export interface SharedBeginnings {
  /** Where each beginning is read: at which step of which query, step by step. */
  rows: { step: number; query: number }[];
  /** What is asked there, each word once. */
  asked: AskedWord[];
  /** For each query its words, as places in `asked`. */
  words: number[][];
}

/**
 * Finds what queries have in common: *a man in a red shirt* and *a man in a boat* need the word after *a man in a* only once.
 * @param sequences word indices, both markers included
 */
export function sharedBeginnings(sequences: readonly (readonly number[])[]): SharedBeginnings {
  const rowOf = new Map<string, { step: number; query: number }>();
  for (const [query, sequence] of sequences.entries()) {
    for (let step = 0; step < sequence.length - 1; step++) {
      const key = sequence.slice(0, step + 1).join(' ');
      if (!rowOf.has(key)) rowOf.set(key, { step, query });
    }
  }
  const sorted = [...rowOf].sort(([, a], [, b]) => a.step - b.step || a.query - b.query);
  const places = new Map(sorted.map(([key], i) => [key, i]));
  const askedAt = new Map<string, number>();
  const asked: AskedWord[] = [];
  const words = sequences.map((sequence) =>
    sequence.slice(1).map((word, step) => {
      const key = sequence.slice(0, step + 2).join(' ');
      const known = askedAt.get(key);
      if (known !== undefined) return known;
      const row = places.get(sequence.slice(0, step + 1).join(' ')) as number;
      askedAt.set(key, asked.length);
      return asked.push({ row, word }) - 1;
    }),
  );
  return { rows: sorted.map(([, row]) => row), asked, words };
}
