import { join } from 'node:path';
import { contendersIn } from '../contenders.js';
import type { Benchmark } from '../types.js';

/** The training captions of Flickr8k. */
const EPOCH = { count: 30_000, name: 'an epoch' };
/** Words read in a batch at the middle of each ninth of an epoch, shortest first; their mean is the epoch's, 9.8. */
const BUCKETS = [5, 7, 8, 9, 9, 10, 11, 13, 16];
const BATCH = 64;

/** An epoch of Flickr8k in the tutorial's way and in one pass a caption, from a sample of its batches. */
export const training: Benchmark = {
  name: 'train',
  title: "an epoch of Flickr8k on the tutorial's model, from a sample of its batches",
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
  ],
  contenders: contendersIn(join(import.meta.dirname, '..', 'training-step')),
  baseline: 'keras',
  rounds: 5,
  quick: false,
};
