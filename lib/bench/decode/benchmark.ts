import { join } from 'node:path';
import { captionerSizes } from '../captioner-step/sizes.js';
import { onEngines } from '../contenders.js';
import type { Benchmark, BenchmarkCase } from '../types.js';

const LOOP = "the tutorial's loop";

const carried = (name: string, width: number, pictures: number): BenchmarkCase => ({
  name,
  settings: { width, pictures },
  amount: { count: pictures, of: 'pictures' },
  against: LOOP,
});

const THOUSAND = { count: 1000, name: '1,000 pictures' };
/** Words of a caption where no captioner ends one. */
const LENGTH = 11;
/** Captions that are followed at once: a full batch of a search on WebAssembly, a quarter of one on native TensorFlow. */
const AT_ONCE = 256;

/** Every captioner in its sizes of a real training. */
const captioners = captionerSizes.flatMap((sizes) =>
  [1, 3].map((width): BenchmarkCase => {
    const pictures = Math.floor(AT_ONCE / width);
    return {
      name: `${sizes.captioner}, ${width === 1 ? 'greedy' : `beam ${width}`}`,
      settings: { ...sizes, steps: [LENGTH], searched: pictures, beam: width },
      amount: { count: pictures, of: 'pictures', whole: THOUSAND },
      against: sizes.captioner === 'merge' ? LOOP : undefined,
    };
  }),
);

/** Captions by reading the whole prefix again for every word, and by carrying the LSTM's memory. */
export const decode: Benchmark = {
  name: 'decode',
  title:
    "captions of 11 words, random weights: the tutorial's model, 1652 words; every captioner, 2542 words",
  measures: 'features to the device, search, words and probabilities read back',
  cases: [
    {
      name: LOOP,
      settings: { width: 0, pictures: 2 },
      amount: { count: 2, of: 'pictures' },
    },
    carried('greedy, 1 picture', 1, 1),
    carried('greedy, 256 pictures', 1, 256),
    carried('beam 3, 256 pictures', 3, 256),
    ...captioners,
  ],
  contenders: onEngines(join(import.meta.dirname, 'task.ts')),
  baseline: 'native',
  rounds: 5,
  quick: false,
};
