/** The tutorial's model on Flickr8k. */
export const MODEL = { vocabularySize: 1652, featureWidth: 2048, embeddingWidth: 200, units: 256 };
export const MAX_LENGTH = 34;

/** Batches of captions, one pass each. */
export interface CaptionSizes {
  captions: number;
  /** Words read of the longest, of one batch or of several. */
  steps: number | number[];
}

/** Words read of one caption of a batch: every second one is a word shorter. */
export const wordsOf = (caption: number, steps: number) => steps - (caption % 2);

/** The pairs in the batches. */
export function captionPairCount({ captions, steps }: CaptionSizes): number {
  const inBatch = (words: number) =>
    Array.from({ length: captions }, (_, i) => wordsOf(i, words)).reduce((a, b) => a + b);
  return [steps].flat().reduce((sum, words) => sum + inBatch(words), 0);
}
