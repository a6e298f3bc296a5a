import { join } from 'node:path';
import { projectRoot } from '../../outputs/index.js';
import { contendersIn, inOnnx } from '../contenders.js';
import type { Benchmark, BenchmarkCase } from '../types.js';
import type { NetworkName } from './network.js';

/** A JPEG of 1302 x 558 pixels, decoded once for each picture. */
const file = join(projectRoot, 'notebooks', 'pictures', 'scenes.jpg');

/** JPEGs of 299 x 299 pixels. */
const folder = join(projectRoot, 'data', 'scenes', 'images');

function network(name: NetworkName, size: number, pictures: number): BenchmarkCase {
  return {
    name: `${name}: ${pictures} pictures of ${size} x ${size}`,
    settings: { work: 'network', network: name, pictures, size },
    amount: { count: pictures, of: 'pictures' },
  };
}

function files(name: NetworkName, size: number, pictures: number): BenchmarkCase {
  return {
    name: `${name}: ${pictures} JPEG files to kept vectors`,
    settings: { work: 'files', network: name, pictures, size, folder },
    amount: { count: pictures, of: 'pictures' },
  };
}

/** What encoding a data set is made of: reading pictures, three networks that have seen photographs, and all of it at once. */
export const encode: Benchmark = {
  name: 'encode',
  title: 'pictures to features, batch normalisation folded away in ours',
  measures:
    'a batch read from JPEG files and scaled; a batch through a network, its vectors read back; files to vectors, with what ' +
    'each stage takes of the processor by itself',
  cases: [
    {
      name: 'decode: 16 pictures to 299 x 299',
      settings: { work: 'decode', pictures: 16, size: 299, file },
      amount: { count: 16, of: 'pictures' },
    },
    network('mobilenet-v2', 224, 16),
    network('efficientnet-lite2', 260, 8),
    network('inception-v3', 299, 8),
    files('mobilenet-v2', 224, 64),
    files('efficientnet-lite2', 260, 64),
  ],
  contenders: [...contendersIn(import.meta.dirname), inOnnx(join(import.meta.dirname, 'task.ts'))],
  baseline: 'keras',
  rounds: 5,
  quick: false,
};
