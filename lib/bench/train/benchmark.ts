import { captionerCase, captionerSizes } from '../captioner-step/sizes.js';
import { contendersIn } from '../contenders.js';
import type { Benchmark } from '../types.js';

/** The training captions of Flickr8k. */
const EPOCH = { count: 30_000, name: 'an epoch' };
/** Words read in a batch at the middle of each ninth of an epoch, shortest first; their mean is the epoch's, 9.8. */
const BUCKETS = [5, 7, 8, 9, 9, 10, 11, 13, 16];
const BATCH = 64;
/** The same of the full text at the middle of each third, whose longest captions share batches with their picture's others. */
const FULL_TEXT = { mixed: [8, 11, 15], looking: [13, 15, 19] };

/** An epoch of Flickr8k in the tutorial's way, in one pass a caption, and of every captioner, from a sample of its batches. */
export const training: Benchmark = {
  name: 'train',
  title:
    "an epoch of Flickr8k on the tutorial's model and on each captioner, from a sample of its batches",
  measures: 'batches to the device, losses, gradients, new weights, losses read back',
  cases: [
    {
      name: 'pairs of 6 pictures, as in the tutorial',
      settings: { pairs: 292, steps: 34 },
      amount: { count: 30, of: 'captions', whole: EPOCH },
    },
    {
      name: 'one pass a caption',
      settings: { captions: BATCH, steps: BUCKETS },
      amount: { count: BATCH * BUCKETS.length, of: 'captions', whole: EPOCH },
      against: 'pairs of 6 pictures, as in the tutorial',
    },
    ...captionerSizes.map((sizes) =>
      captionerCase(sizes, FULL_TEXT[sizes.perPicture > 1 ? 'looking' : 'mixed'], EPOCH),
    ),
  ],
  contenders: contendersIn(import.meta.dirname),
  baseline: 'keras',
  rounds: 5,
  quick: false,
};
