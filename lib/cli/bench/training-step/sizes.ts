/** The tutorial's model on Flickr8k. */
export const MODEL = { vocabularySize: 1652, featureWidth: 2048, embeddingWidth: 200, units: 256 };
export const MAX_LENGTH = 34;

/** A batch of captions, one pass each. */
export interface CaptionSizes {
  captions: number;
  /** Words read of the longest. */
  steps: number;
}

/** Words read of one caption of a batch: every second one is a word shorter. */
export const wordsOf = (caption: number, { steps }: CaptionSizes) => steps - (caption % 2);

/** The pairs in a batch of captions. */
export function captionPairCount(sizes: CaptionSizes): number {
  return Array.from({ length: sizes.captions }, (_, i) => wordsOf(i, sizes)).reduce(
    (a, b) => a + b,
  );
}
