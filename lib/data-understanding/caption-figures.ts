import type { CaptionsById, Dataset, ImageId } from './types.js';

/**
 * The tokens of a caption as it stands: what white space separates.
 * @example
 * ```ts
 * import { rawTokens } from 'captionlab/data-understanding';
 *
 * rawTokens('Two dogs ,  running .'); // → ['Two', 'dogs', ',', 'running', '.']
 * ```
 */
export function rawTokens(caption: string): string[] {
  return caption.split(/\s+/).filter((token) => token !== '');
}

/** Every caption, one after the other. */
export function allCaptions(captions: CaptionsById): string[] {
  return [...captions.values()].flat();
}

/** The number of tokens of every caption. */
export function captionLengths(captions: CaptionsById): number[] {
  return allCaptions(captions).map((caption) => rawTokens(caption).length);
}

/** How often each token occurs as it stands, the most frequent first. */
export function tokenFrequencies(captions: CaptionsById): { token: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const caption of allCaptions(captions)) {
    for (const token of rawTokens(caption)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return [...counts].map(([token, count]) => ({ token, count })).sort((a, b) => b.count - a.count);
}

/** How many pictures have how many captions. */
export function captionsAPicture(captions: CaptionsById): { captions: number; pictures: number }[] {
  const pictures = new Map<number, number>();
  for (const { length } of captions.values()) pictures.set(length, (pictures.get(length) ?? 0) + 1);
  return [...pictures]
    .map(([count, of]) => ({ captions: count, pictures: of }))
    .sort((a, b) => a.captions - b.captions);
}

/** Ids that have captions but no picture file. */
export function idsWithoutPicture(dataset: Dataset): ImageId[] {
  return [...dataset.captions.keys()].filter((id) => !dataset.imagePaths.has(id));
}

/** The middle of some numbers; the mean of the two in the middle when their count is even. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/** Mean, median, shortest and longest of some lengths. */
export function summaryOf(lengths: number[]): {
  shortest: number;
  median: number;
  mean: number;
  longest: number;
} {
  const sorted = [...lengths].sort((a, b) => a - b);
  return {
    shortest: sorted[0],
    median: median(sorted),
    mean: sorted.reduce((sum, length) => sum + length, 0) / sorted.length,
    longest: sorted[sorted.length - 1],
  };
}
