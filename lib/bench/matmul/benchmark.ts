import { contendersIn } from '../contenders.js';
import type { Benchmark } from '../types.js';

function product(name: string, rows: number, inner: number, columns: number) {
  return {
    name: `${name}: ${rows} x ${inner} x ${columns}`,
    settings: { rows, inner, columns },
    amount: { count: (2 * rows * inner * columns) / 1e9, of: 'GFLOP' },
  };
}

/** A large matrix product, and those of a training step of 64 captions of 18 words. */
export const matmul: Benchmark = {
  name: 'matmul',
  title: 'products of two float32 matrices',
  measures: 'one product of matrices on the device, read back',
  cases: [
    product('large', 1024, 1024, 1024),
    product("pictures' dense layer", 64, 2048, 256),
    product('gates of one word', 64, 256, 1024),
    product('next word', 64 * 18, 256, 1652),
  ],
  contenders: contendersIn(import.meta.dirname),
  baseline: 'keras',
  rounds: 15,
  quick: true,
};
