// A worker, process or thread: prepares the task of the module named on its command line, then does the jobs that it is sent.
import { parentPort } from 'node:worker_threads';
import { systemSentence, UserError } from '../outputs/index.js';
import type { FromWorker, ToWorker, WorkerTask } from './workers.js';

process.on('disconnect', () => process.exit()); // the parent is gone, even by kill -9

const { prepare } = (await import(process.argv[2])) as WorkerTask<unknown, unknown, unknown>;
let prepared: Promise<(job: unknown) => Promise<unknown>> | undefined;

function answer(message: FromWorker): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message, undefined, undefined, () => {}); // to a parent that may be gone
}

(parentPort ?? process).on('message', async (message: ToWorker) => {
  if ('setup' in message) {
    prepared = prepare(message.setup);
    prepared.catch(() => {}); // each job tells it
    return;
  }
  const { id, job } = message;
  try {
    const result = await (await prepared)?.(job);
    answer({ id, result, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 });
  } catch (error) {
    const sentence = systemSentence(error);
    const { name, message, stack = '' } = sentence ? new UserError(sentence) : (error as Error);
    answer({ id, failure: { name, message, stack } });
  }
});
