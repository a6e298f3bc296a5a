import { totalCount, withoutMarkers } from './count-words.js';
import type { WordCounts } from './types.js';

/** What a frequency threshold keeps. */
export type ThresholdRow = {
  threshold: number;
  /** Words kept, markers included: the vocabulary's length. */
  words: number;
  /** Share of the words kept. */
  wordShare: number;
  /** Share of the text kept, markers left out because every caption has them. */
  coverage: number;
  /** Occurrences of dropped words. */
  dropped: number;
};

/** Vocabulary size and coverage of the text at some frequency thresholds. */
export function thresholdTable(counts: WordCounts, thresholds: number[]): ThresholdRow[] {
  const real = withoutMarkers(counts);
  const tokens = totalCount(real);
  const markers = counts.size - real.size;
  return thresholds.map((threshold) => {
    const kept = [...real.values()].filter((count) => count >= threshold);
    const covered = kept.reduce((sum, count) => sum + count, 0);
    const words = kept.length + markers;
    return {
      threshold,
      words,
      wordShare: words / counts.size,
      coverage: covered / tokens,
      dropped: tokens - covered,
    };
  });
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** The rows of a threshold table, ready to be shown: shares in percent. */
export function thresholdRows(rows: readonly ThresholdRow[]): Record<string, unknown>[] {
  return rows.map(({ threshold, words, wordShare, coverage, dropped }) => ({
    threshold,
    'words kept': words,
    'of all words': percent(wordShare),
    'of the text': percent(coverage),
    'words of text dropped': dropped,
  }));
}

/** How many of the most frequent words it takes to cover a share of the text, markers left out. */
export function wordsToCover(counts: WordCounts, share: number): number {
  const real = withoutMarkers(counts);
  const wanted = share * totalCount(real);
  let covered = 0;
  let words = 0;
  for (const count of [...real.values()].sort((a, b) => b - a)) {
    if (covered >= wanted) break;
    covered += count;
    words++;
  }
  return words;
}
