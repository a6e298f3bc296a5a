/** `node:worker_threads` in a browser: the kernel is a thread itself, and starts no others. */

export const isMainThread = true;
export const parentPort = null;
export const workerData = undefined;
export const threadId = 0;

export class Worker {
  constructor() {
    throw new Error('In the browser the kernel starts no threads: take workers: 1.');
  }
}

export * as default from './worker-threads.js';
