import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAhead } from '../../engine/index.js';
import {
  BATCHES_AHEAD,
  batchesOf,
  encodeInto,
  featuresMadeFrom,
  type LayersEncoder,
  openFeatureWriter,
  preprocess,
  readPicture,
} from '../../image-encoding/index.js';
import { hashed } from '../hashed.js';
import type { Task } from '../types.js';
import { hashedEncoder, type NetworkName } from './network.js';

interface EncodeSettings {
  work: 'decode' | 'network' | 'files';
  network: NetworkName;
  pictures: number;
  /** The side of the square that the network takes. */
  size: number;
  /** The JPEG that is decoded, or the folder of those that are encoded. */
  file: string;
  folder: string;
}

function decoding({ pictures, size, file }: EncodeSettings): Task {
  const batch = () =>
    Promise.all(
      Array.from({ length: pictures }, async () =>
        preprocess(await readPicture(file, size, 'nearest')),
      ),
    );
  return {
    run: batch,
    async values() {
      const [first] = await batch();
      return { mean: first.reduce((sum, value) => sum + value, 0) / first.length };
    },
  };
}

/** A batch of pictures `[height, width, 3]` through a network to vectors `[batch, features]`. */
async function throughNetwork({ network, pictures, size }: EncodeSettings): Promise<Task> {
  const encoder = await hashedEncoder(network);
  const each = size * size * 3;
  const numbers = hashed(pictures * each, 1);
  const inputs = Array.from({ length: pictures }, (_, i) =>
    numbers.slice(i * each, (i + 1) * each),
  );
  const vectors = async () => (await encoder.run(inputs, false)).vectors;
  return {
    run: vectors,
    async values() {
      const values = await vectors();
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      return { first: values[0] / largest, last: values[values.length - 1] / largest };
    },
  };
}

/** Milliseconds of the processor that some work takes, all threads together. */
async function processorTime<T>(work: () => T | Promise<T>): Promise<[number, T]> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, result];
}

/** One stage after the other over all pictures, so that each can be told from the others. */
async function stagesOf(encoder: LayersEncoder, paths: Map<string, string>) {
  const batches = batchesOf(paths);
  const [reading, inputs] = await processorTime(() =>
    Promise.all(batches.map((files) => Promise.all(files.map(({ path }) => encoder.read(path))))),
  );
  const [network, encoded] = await processorTime(async () => {
    const done = [];
    for (const batch of inputs) done.push(await encoder.run(batch, false));
    return done;
  });
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-bench-'));
  const writer = openFeatureWriter(folder, settingsOf(encoder, paths));
  const { width } = encoder;
  const [writing] = await processorTime(() => {
    batches.forEach((files, b) => {
      const { vectors } = encoded[b];
      const rows = files.map(({ imageId }, row) => ({
        ...{ imageId, vector: vectors.slice(row * width, (row + 1) * width) },
      }));
      writer.write(rows);
    });
    writer.close();
  });
  rmSync(folder, { recursive: true });
  return { 'read, decode and resize': reading, network, write: writing };
}

const settingsOf = (encoder: LayersEncoder, paths: Map<string, string>) => ({
  ...{ ids: [...paths.keys()], width: encoder.width, madeFrom: featuresMadeFrom(encoder) },
});

/** A folder's first pictures to a store of their vectors, as `captionlab encode` does it. */
async function fromFiles({ network, pictures, folder }: EncodeSettings): Promise<Task> {
  const encoder = await hashedEncoder(network);
  const names = readdirSync(folder).sort().slice(0, pictures);
  const paths = new Map(names.map((name) => [name, join(folder, name)]));
  return {
    async run() {
      const store = mkdtempSync(join(tmpdir(), 'captionlab-bench-'));
      const writer = openFeatureWriter(store, settingsOf(encoder, paths));
      const encode = encodeInto(encoder, writer);
      for await (const _ of runAhead(batchesOf(paths), encode, BATCHES_AHEAD));
      writer.close();
      rmSync(store, { recursive: true });
    },
    values: async () => ({ pictures: names.length }),
    stages: () => stagesOf(encoder, paths),
  };
}

/** Reading a batch of pictures, a batch through a network, or pictures' files to kept vectors. */
export function prepare(settings: EncodeSettings): Task | Promise<Task> {
  if (settings.work === 'decode') return decoding(settings);
  return settings.work === 'network' ? throughNetwork(settings) : fromFiles(settings);
}
