import { contendersIn } from '../contenders.js';
import type { Benchmark } from '../types.js';
import { captionerCase, captionerSizes } from './sizes.js';

/** Every captioner in its sizes of a real training: a batch of five captions a picture, the longest of 15 words. */
export const captionerStep: Benchmark = {
  name: 'captioner-step',
  title: 'one step of Adam on each captioner, 2542 words, EfficientNet-Lite2 features, dropout',
  measures: 'batch to the device, loss, gradients, new weights, loss read back',
  cases: captionerSizes.map((sizes) => captionerCase(sizes, [sizes.perPicture > 1 ? 15 : 11])),
  contenders: contendersIn(import.meta.dirname),
  baseline: 'keras',
  rounds: 5,
  quick: false,
};
