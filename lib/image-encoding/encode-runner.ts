import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEngine, startWorkers, usefulProcesses } from '../engine/index.js';
import { moduleFile } from '../outputs/index.js';
import { BATCHES_AHEAD, encodeInto, type PictureFile } from './encode.js';
import type { EncodeSetup } from './encode-task.js';
import type { Encoder } from './encoder.js';
import { plainName } from './store/mirrored-name.js';
import type { FeatureWriter, WrittenPicture } from './store/writer.js';

export interface RunnerOptions {
  /** Worker processes; default: as many as this machine makes use of. With 1 the work is done in this process. */
  workers?: number;
  /** Where the encoder's weights were loaded from, when not from their usual place. */
  weights?: string;
}

/** What encodes batches of pictures into a store: this process, or several others. */
export interface Encoding {
  run(files: PictureFile[]): Promise<WrittenPicture[]>;
  /** Batches that are being worked on or made ready. */
  depth: number;
  peakMemoryBytes(): number;
  close(): void;
}

/** A worker's start takes as long as encoding this many batches of small pictures. */
const LEAST_BATCHES_A_WORKER = 16;

/**
 * Makes ready what encodes pictures into a store: as many processes as are useful for so many batches.
 * Each loads the encoder by its name, and opens the store for itself.
 */
export async function startEncoding(
  encoder: Encoder,
  batches: number,
  writer: FeatureWriter,
  { workers, weights }: RunnerOptions,
): Promise<Encoding> {
  const useful = usefulProcesses(await startEngine());
  const enough = Math.min(useful, Math.floor(batches / LEAST_BATCHES_A_WORKER));
  const count = workers ?? (encoder.usesAllCores ? 1 : enough);
  const { folder, settings } = writer;
  const ownPeak = () => process.resourceUsage().maxRSS * 1024;
  if (count <= 1) {
    const run = encodeInto(encoder, writer);
    return { run, depth: BATCHES_AHEAD, peakMemoryBytes: ownPeak, close() {} };
  }
  const { mirrors, fingerprint } = encoder;
  const name = plainName(encoder.name);
  const threads = Math.max(1, Math.floor(availableParallelism() / count));
  const setup: EncodeSetup = {
    ...{ encoder: name, mirrors, fingerprint, weights },
    ...{ threads, folder, settings },
  };
  const task = pathToFileURL(moduleFile(join(import.meta.dirname, 'encode-task'))).href;
  const pool = await startWorkers<EncodeSetup, PictureFile[], WrittenPicture[]>(count, task, setup);
  const peakMemoryBytes = () => ownPeak() + pool.peakMemoryBytes();
  return { run: pool.run, close: pool.close, depth: BATCHES_AHEAD * count, peakMemoryBytes };
}
