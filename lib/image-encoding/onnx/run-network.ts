import type { EncodedBatch } from '../encoder.js';
import type { Choice } from './choose-outputs.js';
import type { OpenNetwork } from './open-network.js';
import { readOutputs } from './read-outputs.js';

/** Pictures that go through a network together where it takes any number. */
const MOST_AT_ONCE = 8;

function joined(arrays: Float32Array[]): Float32Array {
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

/**
 * Runs pictures side by side in the network's threads, in as many at once as it takes; where that is a fixed number, the last
 * ones are repeated.
 */
export async function runNetwork(
  { run, input, threads }: Pick<OpenNetwork, 'run' | 'input' | 'threads'>,
  choice: Choice,
  pictures: readonly Float32Array[],
  maps: boolean,
): Promise<EncodedBatch> {
  const names = new Set(
    [choice.vector, ...(maps && choice.map ? [choice.map] : [])].map(({ output }) => output),
  );
  const step = input.batch ?? Math.min(MOST_AT_ONCE, Math.ceil(pictures.length / threads));
  const runSome = async (some: readonly Float32Array[]): Promise<EncodedBatch> => {
    const rows = input.batch ?? some.length;
    const padded = Array.from({ length: rows }, (_, i) => some[Math.min(i, some.length - 1)]);
    const outputs = await run(padded, [...names]);
    return readOutputs(outputs, choice, { batch: some.length, maps });
  };
  const begun: Promise<EncodedBatch>[] = [];
  for (let at = 0; at < pictures.length; at += step) {
    begun.push(runSome(pictures.slice(at, at + step)));
  }
  const parts = await Promise.all(begun);
  if (parts.length === 1) return parts[0];
  return {
    vectors: joined(parts.map(({ vectors }) => vectors)),
    maps: maps ? joined(parts.map((part) => part.maps as Float32Array)) : undefined,
  };
}
