import { setTimeout as pause } from 'node:timers/promises';
import type { Dataset } from '../../data-understanding/types.js';
import { progressBar } from '../../display/progress.js';
import { runAhead } from '../../engine/index.js';
import { fingerprintOf, UserError } from '../../outputs/index.js';
import { batchesOf, PICTURES_A_BATCH, type PictureFile } from '../encode.js';
import { type RunnerOptions, startEncoding } from '../encode-runner.js';
import type { Encoder } from '../encoder.js';
import { begunFrom, type FeatureWriter } from '../store/writer.js';
import {
  connectToServer,
  loadBullmq,
  openQueue,
  type PictureQueue,
  type PicturesJob,
} from './open-queue.js';

/** A queue of pictures, and how its work is shared. */
export interface QueueOptions extends RunnerOptions {
  /** `redis://host:6379` */
  queue: string;
  /** Seconds after which a process that says nothing has lost its pictures to others. */
  lease?: number;
  again?: boolean;
}

/** Batches that are lent together: few enough to be lost, and enough that asking for them takes no time. */
const PICTURES_A_JOB = 8 * PICTURES_A_BATCH;
const ATTEMPTS = 3;
/** Processes that may die of the same pictures. */
const MOST_LOST = 2;
const JOBS_AT_ONCE = 1000;

/** The same for all who encode the same pictures with the same encoder, and for nobody else. */
const queueName = (dataset: Dataset, { settings }: FeatureWriter) =>
  `captionlab-${dataset.name}-${settings.madeFrom.encoder}-${fingerprintOf(JSON.stringify(begunFrom(settings))).slice(0, 8)}`;

/** Puts the pictures that have no row into the queue. What is there already, done or not, stays as it is. */
async function fillQueue(queue: PictureQueue, { rows, settings: { ids } }: FeatureWriter) {
  const jobs: PicturesJob[] = [];
  for (let first = 0; first < ids.length; first += PICTURES_A_JOB) {
    const some = ids.slice(first, first + PICTURES_A_JOB);
    if (!some.every((id) => rows.has(id))) jobs.push({ first, count: some.length });
  }
  const keeping = { removeOnComplete: false, removeOnFail: false };
  for (let at = 0; at < jobs.length; at += JOBS_AT_ONCE) {
    await queue.addBulk(
      jobs.slice(at, at + JOBS_AT_ONCE).map((data) => ({
        ...{ name: 'pictures', data },
        opts: {
          ...{ jobId: `from-${data.first}`, attempts: ATTEMPTS, ...keeping },
          backoff: { type: 'exponential', delay: 1000 },
        },
      })),
    );
  }
}

/** Returns when every picture of the queue is done or given up, by whichever process. */
async function untilEmpty(queue: PictureQueue): Promise<void> {
  for (;;) {
    const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'prioritized');
    if (Object.values(counts).every((count) => count === 0)) return;
    await pause(500);
  }
}

/**
 * Encodes pictures of a queue until nothing is left in it. Whoever comes first fills it; a process lends some pictures at a
 * time, and loses them to others where it dies or hangs. What fails several times is kept in the queue, with the reason.
 * @returns how many were encoded here
 * @throws UserError where some were given up, by whichever process
 */
export async function encodeByQueue(
  dataset: Dataset,
  encoder: Encoder,
  writer: FeatureWriter,
  { queue: address, lease = 30, again, ...runner }: QueueOptions,
): Promise<{ encoded: number; peakMemoryBytes: number }> {
  const { Worker } = await loadBullmq();
  const server = await connectToServer(address);
  const name = queueName(dataset, writer);
  const queue = await openQueue(server, name);
  if (again) await queue.obliterate({ force: true });
  await fillQueue(queue, writer);
  const files = [...dataset.imagePaths].map(([imageId, path]) => ({ imageId, path }));
  const encoding = await startEncoding(
    encoder,
    batchesOf(dataset.imagePaths).length,
    writer,
    runner,
  );
  const bar = progressBar(`Encoding with ${encoder.name}`, files.length, 'pictures');
  let encoded = 0;
  const encode = async ({ data: { first, count } }: { data: PicturesJob }): Promise<number> => {
    const some = files.slice(first, first + count);
    if (some.length !== count) {
      throw new Error(
        `Rows ${first + 1} to ${first + count} are wanted, and there are ${files.length} pictures.`,
      );
    }
    const left = batchesOf(new Map(some.map(({ imageId, path }) => [imageId, path]))).filter(
      (batch: PictureFile[]) => !batch.every(({ imageId }) => writer.rows.has(imageId)),
    );
    for await (const pictures of runAhead(left, encoding.run, encoding.depth)) {
      encoded += pictures.filter(({ reason }) => !reason).length;
      for (const { reason } of pictures) if (reason) console.warn(`Skipped: ${reason}`);
      bar.advance(pictures.length);
    }
    return count;
  };
  const worker = new Worker<PicturesJob, number>(name, encode, {
    ...{ connection: server, lockDuration: 1000 * lease, stalledInterval: 500 * lease },
    maxStalledCount: MOST_LOST,
  });
  worker.on('error', () => {}); // its pictures went to others, or the server is away: told by its connection
  try {
    await untilEmpty(queue);
    const givenUp = await queue.getFailedCount();
    if (givenUp === 0) return { encoded, peakMemoryBytes: encoding.peakMemoryBytes() };
    throw new UserError(
      `${givenUp} batches of pictures were given up. Why: npx captionlab queue <address>; to try them again: --retry there, then this command.`,
    );
  } finally {
    bar.done(encoded < files.length ? 'the others by other processes' : '');
    await worker.close();
    await queue.close();
    encoding.close();
    server.disconnect();
  }
}
