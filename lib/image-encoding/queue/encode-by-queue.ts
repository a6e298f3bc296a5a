import { setTimeout as pause } from 'node:timers/promises';
import type { Dataset } from '../../data-understanding/types.js';
import { progressBar } from '../../display/progress.js';
import { runAhead } from '../../engine/index.js';
import { fingerprintOf, type Shard, UserError } from '../../outputs/index.js';
import { batchesIn, batchesOf, type PictureFile } from '../encode.js';
import { type RunnerOptions, startEncoding } from '../encode-runner.js';
import type { Encoder } from '../encoder.js';
import { begunFrom, type FeatureWriter } from '../store/writer.js';
import { connectToServer, loadBullmq, openQueue, type PictureQueue } from './open-queue.js';

/** Where the features of each part go besides, once all of its pictures are encoded. */
export interface PartKeeper {
  place: string;
  /** Whether they are there already. */
  has(part: Shard, files: readonly PictureFile[]): Promise<boolean>;
  put(part: Shard, files: readonly PictureFile[], rows: FeatureWriter): Promise<void>;
}

/** A queue of pictures, and how its work is shared. */
export interface QueueOptions extends RunnerOptions {
  /** `redis://host:6379` */
  queue: string;
  /** Seconds after which a process that says nothing has lost its pictures to others. */
  lease?: number;
  again?: boolean;
  keeper?: PartKeeper;
}

/** Batches that are lent together: few enough to be lost, and enough that asking for them takes no time. */
const BATCHES_A_PART = 8;
/** Of parts that are kept each by itself, fewer: each is some files. */
const BATCHES_A_KEPT_PART = 32;
const MOST_KEPT_PARTS = 10_000;
const ATTEMPTS = 3;
/** Processes that may die of the same pictures. */
const MOST_LOST = 2;
const JOBS_AT_ONCE = 1000;

/** How many parts a queue cuts pictures into, each a shard as `--shard` counts them. */
export const partsOf = (batches: number, areKept: boolean): number =>
  areKept
    ? Math.min(MOST_KEPT_PARTS, Math.ceil(batches / BATCHES_A_KEPT_PART))
    : Math.ceil(batches / BATCHES_A_PART);

/** The same for all who encode the same pictures with the same encoder for the same place, and for nobody else. */
function queueName(dataset: Dataset, { settings }: FeatureWriter, keeper?: PartKeeper): string {
  const { marks = new Map() } = settings;
  const pictures = fingerprintOf([...marks].join('\n'));
  const same = fingerprintOf(JSON.stringify([begunFrom(settings), pictures, keeper?.place]));
  return `captionlab-${dataset.name}-${settings.madeFrom.encoder}-${same.slice(0, 8)}`;
}

/** Puts parts into the queue. What is there already, done or not, stays as it is. */
async function fillQueue(queue: PictureQueue, shards: readonly Shard[]): Promise<void> {
  const keeping = { removeOnComplete: false, removeOnFail: false };
  for (let at = 0; at < shards.length; at += JOBS_AT_ONCE) {
    await queue.addBulk(
      shards.slice(at, at + JOBS_AT_ONCE).map((data) => ({
        ...{ name: 'pictures', data },
        opts: {
          ...{ jobId: `part-${data.part}`, attempts: ATTEMPTS, ...keeping },
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
  { queue: address, lease = 30, again, keeper, ...runner }: QueueOptions,
): Promise<{ encoded: number; peakMemoryBytes: number }> {
  const { Worker } = await loadBullmq();
  const batches = batchesOf(dataset.imagePaths);
  const parts = partsOf(batches.length, keeper !== undefined);
  const isLeft = ({ imageId }: PictureFile) => !writer.rows.has(imageId);
  const server = await connectToServer(address);
  const name = queueName(dataset, writer, keeper);
  const queue = await openQueue(server, name);
  if (again) await queue.obliterate({ force: true });
  const shards = Array.from({ length: parts }, (_, n) => ({ part: n + 1, parts }));
  const isTodo = (shard: Shard) => keeper || batchesIn(batches, shard).flat().some(isLeft);
  await fillQueue(queue, shards.filter(isTodo));
  const encoding = await startEncoding(encoder, batches.length, writer, runner);
  const { size } = dataset.imagePaths;
  const bar = progressBar(`Encoding with ${encoder.name}`, size, 'pictures');
  let encoded = 0;
  const encode = async ({ data: shard }: { data: Shard }): Promise<number> => {
    if (shard.parts !== parts || shard.part > parts) {
      throw new Error(
        `Part ${shard.part} of ${shard.parts} is wanted, and the pictures are cut into ${parts}.`,
      );
    }
    const mine = batchesIn(batches, shard);
    const files = mine.flat();
    if (await keeper?.has(shard, files)) return files.length;
    const left = mine.filter((batch) => batch.some(isLeft));
    for await (const pictures of runAhead(left, encoding.run, encoding.depth)) {
      encoded += pictures.filter(({ reason }) => !reason).length;
      for (const { reason } of pictures) if (reason) console.warn(`Skipped: ${reason}`);
      bar.advance(pictures.length);
    }
    await keeper?.put(shard, files, writer);
    return files.length;
  };
  const worker = new Worker<Shard, number>(name, encode, {
    ...{ connection: server, lockDuration: 1000 * lease, stalledInterval: 500 * lease },
    maxStalledCount: MOST_LOST,
  });
  worker.on('error', () => {}); // its pictures went to others, or the server is away: told by its connection
  try {
    await untilEmpty(queue);
    const givenUp = await queue.getFailedCount();
    if (givenUp === 0) return { encoded, peakMemoryBytes: encoding.peakMemoryBytes() };
    throw new UserError(
      `${givenUp} parts of the pictures were given up. Why: npx captionlab queue <address>; to try them again: --retry there, then this command.`,
    );
  } finally {
    bar.done(encoded < size ? 'the others by other processes' : '');
    await worker.close();
    await queue.close();
    encoding.close();
    server.disconnect();
  }
}
