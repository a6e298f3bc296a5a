/** A stage of the way from pictures to a report, that is done at so many times the size of Flickr8k. */
export interface Stage {
  name: 'encode' | 'train' | 'decode' | 'score' | 'report';
  /** What of it is done, so that 20 times Flickr8k take minutes. */
  does: string;
  of: 'pictures' | 'captions';
  /** How many Flickr8k has of them. */
  count: number;
  /** How many COCO has of them, in Karpathy's splits. */
  coco: number;
}

/** Numbers in a picture's vector: EfficientNet-Lite's and MobileNetV2's. */
export const WIDTH = 1280;
/** Side of the pictures that are read, in pixels. */
export const SIDE = 32;
/** Words of Flickr8k's full text that stand there 5 times. */
export const WORDS = 2542;
/** Words of a caption that is decoded. */
export const LENGTH = 11;
/** Of an epoch's steps one of so many is taken. */
export const STEPS_SKIPPED = 50;

const tested = { of: 'pictures', count: 1000, coco: 5000 } as const;

/** The stages in their order. */
export const stages: readonly Stage[] = [
  {
    ...{ name: 'encode', of: 'pictures', count: 8091, coco: 123_287 },
    does: `JPEGs of ${SIDE} x ${SIDE} pixels are marked, read and decoded, and ${WIDTH} numbers of each go into the store; no network`,
  },
  {
    ...{ name: 'train', of: 'captions', count: 30_000, coco: 566_747 },
    does: `an epoch is mixed and cut into batches; *merge* takes one of ${STEPS_SKIPPED} steps`,
  },
  { ...tested, name: 'decode', does: `greedy captions of ${LENGTH} words by *merge*` },
  {
    ...{ ...tested, name: 'score' },
    does: 'two files are read, all metrics against five references, intervals from 1,000 resamples; words are drawn by lot, so that hardly three come twice in a row and the tables of n-grams are as large as can be',
  },
  {
    ...{ ...tested, name: 'report' },
    does: 'of the same captions the scores under every protocol and picture by picture, and their file',
  },
];
