import { join } from 'node:path';
import { onEngines } from '../contenders.js';
import type { Benchmark, BenchmarkCase } from '../types.js';

const LOOP = "the tutorial's loop";

const carried = (name: string, width: number, pictures: number): BenchmarkCase => ({
  name,
  settings: { width, pictures },
  amount: { count: pictures, of: 'pictures' },
  against: LOOP,
});

/** Captions by reading the whole prefix again for every word, and by carrying the LSTM's memory. */
export const decode: Benchmark = {
  name: 'decode',
  title: "captions of about 11 words by the tutorial's model, 1652 words, random weights",
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
  ],
  contenders: onEngines(join(import.meta.dirname, 'task.ts')),
  baseline: 'native',
  rounds: 5,
  quick: false,
};
