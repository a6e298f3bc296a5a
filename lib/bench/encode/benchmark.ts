import { join } from 'node:path';
import { projectRoot } from '../../outputs/index.js';
import { contendersIn } from '../contenders.js';
import type { Benchmark, BenchmarkCase } from '../types.js';

/** A JPEG of 1302 x 558 pixels, decoded once for each picture. */
const file = join(projectRoot, 'notebooks', 'pictures', 'scenes.jpg');

function network(
  name: 'mobilenet-v2' | 'inception-v3',
  size: number,
  pictures: number,
): BenchmarkCase {
  return {
    name: `${name}: ${pictures} pictures of ${size} x ${size}`,
    settings: { work: name, pictures, size, file },
    amount: { count: pictures, of: 'pictures' },
  };
}

/** What encoding a data set is made of: reading pictures, and the two networks that have seen photographs. */
export const encode: Benchmark = {
  name: 'encode',
  title: 'pictures to features, batch normalisation folded away in ours',
  measures:
    'a batch read from JPEG files and scaled; a batch through a network, its vectors read back',
  cases: [
    {
      name: 'decode: 16 pictures to 299 x 299',
      settings: { work: 'decode', pictures: 16, size: 299, file },
      amount: { count: 16, of: 'pictures' },
    },
    network('mobilenet-v2', 224, 16),
    network('inception-v3', 299, 8),
  ],
  contenders: contendersIn(import.meta.dirname),
  baseline: 'keras',
  rounds: 5,
  quick: false,
};
