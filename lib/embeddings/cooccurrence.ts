/** How near to each other words stand in a text, for all pairs that ever do: pair k is `[first[k], second[k]]`. */
export interface Cooccurrences {
  /** Word indices go from 0 to `size - 1`. */
  size: number;
  first: Int32Array;
  second: Int32Array;
  /** The sum of 1 / distance over all meetings of the pair. */
  counts: Float64Array;
}

/**
 * Counts which words stand near which: a meeting at distance d counts 1/d, in both directions
 * (Pennington, Socher and Manning 2014, section 3.1 and 4.2).
 * @param sequences captions as word indices
 * @param window the largest distance that counts
 */
export function countCooccurrences(
  sequences: Iterable<readonly number[]>,
  { size, window = 10 }: { size: number; window?: number },
): Cooccurrences {
  const sums = new Map<number, number>();
  const add = (a: number, b: number, amount: number) => {
    const key = a * size + b;
    sums.set(key, (sums.get(key) ?? 0) + amount);
  };
  for (const sequence of sequences) {
    for (let at = 1; at < sequence.length; at++) {
      for (let distance = 1; distance <= Math.min(window, at); distance++) {
        add(sequence[at], sequence[at - distance], 1 / distance);
        add(sequence[at - distance], sequence[at], 1 / distance);
      }
    }
  }
  const keys = Float64Array.from(sums.keys()).sort();
  return {
    size,
    first: Int32Array.from(keys, (key) => Math.floor(key / size)),
    second: Int32Array.from(keys, (key) => key % size),
    counts: Float64Array.from(keys, (key) => sums.get(key) ?? 0),
  };
}

/** The words that meet a word most, and how much of it there was. */
export function companionsOf(
  { first, second, counts }: Cooccurrences,
  word: number,
  count = 10,
): { index: number; count: number }[] {
  const found: { index: number; count: number }[] = [];
  for (let k = 0; k < first.length; k++) {
    if (first[k] === word) found.push({ index: second[k], count: counts[k] });
  }
  return found.sort((a, b) => b.count - a.count).slice(0, count);
}

/** How much the words of one caption count for each other: a row and a column for each different word. */
export function companyTable(caption: string): Record<string, string>[] {
  const tokens = caption.split(' ');
  const words = [...new Set(tokens)];
  const { first, second, counts } = countCooccurrences(
    [tokens.map((token) => words.indexOf(token))],
    { size: words.length },
  );
  const rows = words.map((word) => ({
    word,
    ...Object.fromEntries(words.map((other) => [other, '0.00'])),
  })) as Record<string, string>[];
  counts.forEach((count, k) => {
    rows[first[k]][words[second[k]]] = count.toFixed(2);
  });
  return rows;
}
