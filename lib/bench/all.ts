import { captionerStep } from './captioner-step/benchmark.js';
import { conv2d } from './conv2d/benchmark.js';
import { decode } from './decode/benchmark.js';
import { encode } from './encode/benchmark.js';
import { lstm } from './lstm/benchmark.js';
import { matmul } from './matmul/benchmark.js';
import { training } from './train/benchmark.js';
import { trainingStep } from './training-step/benchmark.js';
import type { Benchmark } from './types.js';

/** Every benchmark, in the order in which they run. */
export const benchmarks: Benchmark[] = [
  matmul,
  conv2d,
  lstm,
  trainingStep,
  captionerStep,
  training,
  encode,
  decode,
];
