import { conv2d } from './conv2d/benchmark';
import { decode } from './decode/benchmark';
import { encode } from './encode/benchmark';
import { lstm } from './lstm/benchmark';
import { matmul } from './matmul/benchmark';
import { training } from './train/benchmark';
import { trainingStep } from './training-step/benchmark';
import type { Benchmark } from './types';

/** Every benchmark, in the order in which they run. */
export const benchmarks: Benchmark[] = [
  matmul,
  conv2d,
  lstm,
  trainingStep,
  training,
  encode,
  decode,
];
