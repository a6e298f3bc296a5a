import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { moduleFile, threadFile, UserError } from '../outputs/index.js';
import type { KerasAnswer } from './keras-thread.js';
import type { LayerWeights } from './layer-weights.js';

/** A sound file is read in seconds; one that lies about its sizes can keep HDF5's reader busy for ever. */
const MOST_SECONDS = 120;

/** Each damaged file leaves some memory in the reader: after so many it is ended, and another one started. */
const MOST_DAMAGED = 1000;

let thread: Worker | undefined;
let damaged = 0;
/** Who waits for the thread's answer. */
let waiting: ((answer: KerasAnswer) => void) | undefined;

function end(): void {
  void thread?.terminate();
  thread = undefined;
  damaged = 0;
}

function start(): Worker {
  const { file, workerData } = threadFile(moduleFile(join(import.meta.dirname, 'keras-thread')));
  const started = new Worker(file, { workerData, execArgv: [] });
  const tell = (answer: KerasAnswer) => {
    if (thread === started) waiting?.(answer);
  };
  const ended = (reason: string) => tell({ reason, is: 'the end of the reader' });
  started.on('message', tell);
  started.on('error', ({ message }) => ended(message));
  started.on('exit', (code) => ended(`its reader ended with code ${code}`));
  return started;
}

/** What the thread says of a file, or what became of the thread. */
async function ask(bytes: Uint8Array, seconds: number): Promise<Exclude<KerasAnswer, 'reading'>> {
  thread ??= start();
  thread.ref();
  thread.postMessage(bytes);
  let timer: NodeJS.Timeout | undefined;
  const answer = await new Promise<Exclude<KerasAnswer, 'reading'>>((resolve) => {
    const reason = `its reader was at it for ${seconds} seconds`;
    const giveUp = () => resolve({ reason, is: 'the end of the reader' });
    waiting = (said) => {
      if (said === 'reading') timer = setTimeout(giveUp, 1000 * seconds);
      else resolve(said);
    };
  });
  clearTimeout(timer);
  thread?.unref(); // it holds nobody up who has asked nothing
  const is = 'layers' in answer ? 'sound' : answer.is;
  if (is === 'damaged') damaged++;
  if (is === 'the end of the reader' || damaged === MOST_DAMAGED) end();
  return answer;
}

/** One file after the other: the reader has one at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * The layers that have weights in a file of Keras (HDF5, as `model.save_weights` of Keras 1 and 2 wrote it and
 * Keras' applications are published), in the file's order.
 * @param name the file's name, for messages
 * @param seconds after which a file is given up
 * @throws UserError naming the file when it is cut short, no HDF5 file, or laid out otherwise
 */
export async function readKerasFile(
  bytes: Uint8Array,
  name: string,
  seconds = MOST_SECONDS,
): Promise<LayerWeights[]> {
  const asked = last.then(() => ask(bytes, seconds));
  last = asked;
  const answer = await asked;
  if ('layers' in answer) return answer.layers;
  if (answer.is === 'of another layout') throw new UserError(`${name} ${answer.reason}`);
  throw new UserError(
    `${name} is not a whole HDF5 file (${answer.reason}). Delete it and fetch it again.`,
  );
}
