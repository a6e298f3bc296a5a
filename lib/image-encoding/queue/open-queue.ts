import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { type Shard, UserError } from '../../outputs/index.js';

/** A queue of pictures on a server of Redis or Valkey: parts to be encoded, each of which returns how many pictures it has. */
export type PictureQueue = Queue<Shard, number, string>;

/** Where the server keeps the names of the queues. */
const NAMES = 'captionlab:queues';

/** What of BullMQ and its client of the server is used. */
type Bullmq = Pick<typeof import('bullmq'), 'Queue' | 'Worker'> &
  Pick<typeof import('ioredis'), 'Redis'>;

/** @throws UserError where BullMQ is not installed: only who uses a queue needs it */
export async function loadBullmq(): Promise<Bullmq> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { Queue: bullmq.Queue, Worker: bullmq.Worker, Redis: ioredis.Redis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UserError(
      'A queue is kept by BullMQ, which is not installed here: npm install bullmq ioredis',
    );
  }
}

/** The server's address as it may be shown: without a password. */
const shownAddress = (address: string) => address.replace(/\/\/[^@/]*@/, '//');

/**
 * Connects to the server that keeps queues. Once connected it is waited for whenever it goes away.
 * @throws UserError where none answers
 */
export async function connectToServer(address: string): Promise<Redis> {
  const { Redis } = await loadBullmq();
  if (!/^rediss?:\/\//.test(address)) {
    throw new UserError(`${shownAddress(address)} is no address of a queue: redis://host:6379`);
  }
  const first = new Redis(address, { lazyConnect: true, retryStrategy: () => null });
  let reason = '';
  first.on('error', (error: Error) => {
    reason ||= error.message;
  });
  try {
    await first.connect();
  } catch (error) {
    const why = reason || (error as Error).message;
    throw new UserError(`No Redis or Valkey answers at ${shownAddress(address)} (${why}).`);
  } finally {
    first.disconnect();
  }
  let isAway = false;
  const server = new Redis(address, { maxRetriesPerRequest: null });
  server.on('error', (error: Error) => {
    if (!isAway) console.warn(`The queue's server is away (${error.message}): waiting for it`);
    isAway = true;
  });
  server.on('ready', () => {
    isAway = false;
  });
  return server;
}

/** Opens a queue; it is known to `queuesOn` from then on. */
export async function openQueue(server: Redis, name: string): Promise<PictureQueue> {
  const { Queue } = await loadBullmq();
  await server.sadd(NAMES, name);
  const queue: PictureQueue = new Queue(name, { connection: server });
  queue.on('error', () => {}); // told by the server's connection
  return queue;
}

/** The queues of a server. */
export async function queuesOn(server: Redis): Promise<PictureQueue[]> {
  const names = await server.smembers(NAMES);
  return Promise.all(names.sort().map((name) => openQueue(server, name)));
}
