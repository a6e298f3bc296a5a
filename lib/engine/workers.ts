import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { moduleFile, moduleOptions, UserError } from '../outputs/index.js';
import { type Engine, startEngine } from './start-engine.js';

/** What a worker's module exports. */
export interface WorkerTask<Setup, Job, Result> {
  /** Called once in each worker; what it returns does one job after another, also several at a time. */
  prepare(setup: Setup): Promise<(job: Job) => Promise<Result>>;
}

/** First the setup, then jobs. */
export type ToWorker = { setup: unknown } | { id: number; job: unknown };

/** The answer to a job. */
export type FromWorker =
  | { id: number; result: unknown; peakMemoryBytes: number }
  | { id: number; failure: { name: string; message: string; stack: string } };

/** Processes that do jobs of one kind. */
export interface Workers<Job, Result> {
  /**
   * Does a job in the worker with the fewest. When that worker dies the job is done again, once.
   * @throws what the job threw, or a UserError when its worker died twice
   */
  run(job: Job): Promise<Result>;
  /** The largest memory that the workers used, added up. */
  peakMemoryBytes(): number;
  /** Ends the workers, whatever they are at. */
  close(): void;
}

interface Waiting {
  job: unknown;
  tries: number;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Worker {
  process: ChildProcess;
  waiting: Map<number, Waiting>;
}

/** Memory that one process with a large network may take. */
const BYTES_EACH = 2 * 2 ** 30;

/**
 * How many processes make use of this machine: a core each where the engine computes in one thread, as far as the memory
 * allows; one where the engine uses all of the machine by itself.
 */
export function usefulProcesses({ name }: Engine): number {
  if (name !== 'wasm' && name !== 'cpu') return 1;
  return Math.max(1, Math.min(availableParallelism(), Math.floor(totalmem() / BYTES_EACH)));
}

function failureOf({ name, message, stack }: { name: string; message: string; stack: string }) {
  if (name === 'UserError') return new UserError(message);
  return Object.assign(new Error(message), { name, stack });
}

/**
 * Worker processes, each started when it is first needed, with an engine of its own of the kind that runs here.
 * They end with this process.
 * @param taskModule URL of a module that exports `prepare`, as `WorkerTask` says
 * @param setup what `prepare` is called with
 */
export async function startWorkers<Setup, Job, Result>(
  count: number,
  taskModule: string,
  setup: Setup,
): Promise<Workers<Job, Result>> {
  const engine = await startEngine();
  const peaks = new Map<number, number>();
  let closed = false;
  let nextId = 0;

  const start = (place: number): Worker => {
    const child = fork(moduleFile(join(import.meta.dirname, 'worker-main')), [taskModule], {
      execArgv: [...moduleOptions],
      env: { ...process.env, CAPTIONLAB_ENGINE: engine.name },
      serialization: 'advanced', // typed arrays
      stdio: ['ignore', 2, 2, 'ipc'], // what a worker says must not mix with results
    });
    const worker: Worker = { process: child, waiting: new Map() };
    child.on('message', (answer: FromWorker) => {
      const asked = worker.waiting.get(answer.id);
      worker.waiting.delete(answer.id);
      if ('failure' in answer) return asked?.reject(failureOf(answer.failure));
      peaks.set(place, Math.max(peaks.get(place) ?? 0, answer.peakMemoryBytes));
      asked?.resolve(answer.result);
    });
    child.on('error', () => {}); // a message that did not arrive: the exit tells
    child.on('exit', (code, signal) => {
      workers[place] = undefined;
      if (!closed) doAgain(place, worker, signal ?? `code ${code}`);
    });
    child.send({ setup });
    return worker;
  };

  const workers: (Worker | undefined)[] = Array.from({ length: count });
  const ask = (place: number, waiting: Waiting) => {
    const worker = workers[place] ?? start(place);
    workers[place] = worker;
    const id = nextId++;
    worker.waiting.set(id, waiting);
    worker.process.send({ id, job: waiting.job }, () => {});
  };

  const doAgain = (place: number, dead: Worker, why: string) => {
    const lost = [...dead.waiting.values()];
    if (lost.length > 0) console.warn(`A worker process ended (${why}): its work is done again.`);
    for (const waiting of lost) {
      waiting.tries++;
      if (waiting.tries < 2) ask(place, waiting);
      else {
        waiting.reject(
          new UserError(
            `A worker process ended twice at the same work (${why}). If memory is short, use fewer workers.`,
          ),
        );
      }
    }
  };

  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        const loads = workers.map((worker) => worker?.waiting.size ?? 0);
        ask(loads.indexOf(Math.min(...loads)), {
          job,
          tries: 0,
          resolve: resolve as Waiting['resolve'],
          reject,
        });
      }),
    peakMemoryBytes: () => [...peaks.values()].reduce((sum, peak) => sum + peak, 0),
    close() {
      closed = true;
      for (const worker of workers) worker?.process.kill();
    },
  };
}
