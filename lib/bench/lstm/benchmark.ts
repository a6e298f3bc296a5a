import { contendersIn } from '../contenders.js';
import type { Benchmark } from '../types.js';

/** One word of the model's LSTM, the smallest piece that training repeats. */
export const lstm: Benchmark = {
  name: 'lstm',
  title: 'one step of an LSTM cell and its gradient',
  measures: 'cell forward, gradient of the mean output by the three weights, read back',
  cases: [
    {
      name: '64 words, 200 -> 256',
      settings: { batch: 64, width: 200, units: 256 },
      amount: { count: 64, of: 'words' },
    },
  ],
  contenders: contendersIn(import.meta.dirname),
  baseline: 'keras',
  rounds: 15,
  quick: true,
};
