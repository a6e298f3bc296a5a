import type { CaptionsById } from '../data-understanding/index.js';
import { isMarker } from './markers.js';
import type { WordCounts } from './types.js';

/** How often each word occurs, in order of first appearance. */
export function countWords(captions: CaptionsById): WordCounts {
  const counts: WordCounts = new Map();
  for (const texts of captions.values()) {
    for (const caption of texts) {
      for (const word of caption.split(' ')) {
        if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/** The counts of real words: the two markers left out. */
export function withoutMarkers(counts: WordCounts): WordCounts {
  return new Map([...counts].filter(([word]) => !isMarker(word)));
}

/** All occurrences of all words together. */
export function totalCount(counts: WordCounts): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}

/**
 * Words and their counts, the most frequent first; ties in order of appearance.
 * @example
 * ```ts
 * import { byFrequency } from 'captionlab/vocabulary';
 *
 * byFrequency(new Map([['cat', 2], ['dog', 5]])); // → [{ word: 'dog', count: 5 }, { word: 'cat', count: 2 }]
 * ```
 */
export function byFrequency(counts: WordCounts): { word: string; count: number }[] {
  return [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count);
}

/**
 * Words of some ranks beside Zipf's law, by which rank times count is the same for all (G. K. Zipf, Human Behavior and the
 * Principle of Least Effort, 1949).
 * @param ranking the most frequent first
 * @param ranks from 1; those beyond the last word are left out
 */
export function zipfRows(
  ranking: readonly { word: string; count: number }[],
  ranks: readonly number[],
): { rank: number; word: string; count: number; 'rank × count': number }[] {
  return ranks
    .filter((rank) => rank <= ranking.length)
    .map((rank) => {
      const { word, count } = ranking[rank - 1];
      return { rank, word, count, 'rank × count': rank * count };
    });
}
