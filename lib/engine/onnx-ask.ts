import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What the thread of ONNX Runtime could not do. */
export class OnnxFailure extends Error {
  /** @param loading whether the package itself did not load */
  constructor(
    message: string,
    readonly loading: boolean,
  ) {
    super(message);
  }
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

type Answer = { id: number } & (
  | { result: unknown }
  | { failure: { message: string; loading: boolean } }
);

interface Thread {
  worker: Worker;
  waiting: Map<number, Waiting>;
}

const threads: (Thread | undefined)[] = [];
let nextId = 0;

/** The thread at a place, started when it is first asked. */
function start(at: number): Thread {
  const worker = new Worker(join(import.meta.dirname, 'onnx-thread.js'), { execArgv: [] });
  const waiting = new Map<number, Waiting>();
  worker.unref(); // it holds nobody up who has asked nothing
  worker.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ('result' in answer) asked?.resolve(answer.result);
    else asked?.reject(new OnnxFailure(answer.failure.message, answer.failure.loading));
  });
  const end = (why: string) => {
    threads[at] = undefined;
    for (const { reject } of waiting.values()) reject(new OnnxFailure(why, false));
    waiting.clear();
  };
  worker.on('error', (error) => end(error.message));
  worker.on('exit', (code) => end(`its thread ended with code ${code}`));
  return { worker, waiting };
}

/**
 * Asks one of this process's threads of ONNX Runtime to do something; each does one thing after the other.
 * @param at which of them, counted from 0
 * @param moved buffers that the thread gets as they are, and this one has no more
 * @throws OnnxFailure saying what went wrong
 */
export function askOnnx<T>(
  at: number,
  task: 'open' | 'run',
  words: object,
  moved: ArrayBuffer[] = [],
): Promise<T> {
  threads[at] ??= start(at);
  const { worker, waiting } = threads[at] as Thread;
  const id = nextId++;
  return new Promise<T>((resolve, reject) => {
    waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
    worker.ref();
    worker.postMessage({ id, task, words }, moved);
  });
}
