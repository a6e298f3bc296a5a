import { contendersIn } from '../contenders.js';
import type { Benchmark, BenchmarkCase } from '../types.js';
import { captionPairCount } from './sizes.js';

/** Captions of one length or one word less, as a bucket of captions holds them. */
function onePass(captions: number, steps: number): BenchmarkCase {
  return {
    name: `${captions} captions, ${steps} words`,
    settings: { captions, steps },
    amount: { count: captionPairCount({ captions, steps }), of: 'pairs' },
    against: 'pairs',
  };
}

/** The tutorial's model in its sizes: a batch of pairs as it is fed there, and one pass a caption. */
export const trainingStep: Benchmark = {
  name: 'training-step',
  title: "one step of Adam on the tutorial's model, 1652 words, dropout 0.5",
  measures: 'batch to the device, loss, gradients, new weights, loss read back',
  cases: [
    {
      name: 'pairs',
      settings: { pairs: 300, steps: 34 },
      amount: { count: 300, of: 'pairs' },
    },
    onePass(64, 12),
    onePass(64, 18),
  ],
  contenders: contendersIn(import.meta.dirname),
  baseline: 'keras',
  rounds: 7,
  quick: true,
};
