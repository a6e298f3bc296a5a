import { availableParallelism } from 'node:os';
import { UserError } from '../outputs/index.js';
import { machineMemory } from './machine-memory.js';
import { processSeat, type Seat, threadSeat } from './seat.js';
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

/** Processes or threads that do jobs of one kind. */
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
  seat: Seat;
  waiting: Map<number, Waiting>;
}

/** The most workers that can be asked for: more is a slip of the finger. */
export const MOST_WORKERS = 256;

/** Memory that one process with a large network may take. */
const BYTES_EACH = 2 * 2 ** 30;

/** Whether an engine computes in one thread, and leaves the machine's other cores idle. */
export const isOneThreaded = ({ name }: Pick<Engine, 'name'>) => name === 'wasm' || name === 'cpu';

/**
 * How many processes or threads make use of this machine: a core each where the engine computes in one thread, as far as the
 * memory allows, or as many as CAPTIONLAB_WORKERS says; one where the engine uses all of the machine by itself.
 * @throws UserError when CAPTIONLAB_WORKERS is no number of workers
 */
export function usefulProcesses({ name }: Pick<Engine, 'name'>): number {
  if (!isOneThreaded({ name })) return 1;
  const wanted = process.env.CAPTIONLAB_WORKERS;
  if (wanted) return countOf(wanted);
  return Math.max(1, Math.min(availableParallelism(), Math.floor(machineMemory() / BYTES_EACH)));
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_WORKERS) return count;
  throw new UserError(
    `CAPTIONLAB_WORKERS is "${text}": expected a whole number from 1 to ${MOST_WORKERS}, or nothing for as many as this machine has use for.`,
  );
}

function failureOf({ name, message, stack }: { name: string; message: string; stack: string }) {
  if (name === 'UserError') return new UserError(message);
  return Object.assign(new Error(message), { name, stack });
}

/**
 * Workers, each started when it is first needed, with an engine of its own of the kind that runs here.
 * They end with this process.
 * @param taskModule URL of a module that exports `prepare`, as `WorkerTask` says
 * @param setup what `prepare` is called with
 * @param options `threads`: threads of this process in place of processes, for setups and jobs with shared memory
 */
export async function startWorkers<Setup, Job, Result>(
  count: number,
  taskModule: string,
  setup: Setup,
  { threads = false } = {},
): Promise<Workers<Job, Result>> {
  const kind = threads ? 'thread' : 'process';
  const engine = await startEngine();
  const peaks = new Map<number, number>();
  let closed = false;
  let nextId = 0;

  const start = (place: number): Worker => {
    const waiting: Worker['waiting'] = new Map();
    const seat = (threads ? threadSeat : processSeat)<FromWorker>(taskModule, engine.name, {
      onAnswer(answer) {
        const asked = waiting.get(answer.id);
        waiting.delete(answer.id);
        if ('failure' in answer) return asked?.reject(failureOf(answer.failure));
        peaks.set(place, Math.max(peaks.get(place) ?? 0, answer.peakMemoryBytes));
        asked?.resolve(answer.result);
      },
      onEnd(why) {
        workers[place] = undefined;
        if (!closed) doAgain(place, waiting, why);
      },
    });
    seat.send({ setup });
    return { seat, waiting };
  };

  const workers: (Worker | undefined)[] = Array.from({ length: count });
  const ask = (place: number, waiting: Waiting) => {
    const worker = workers[place] ?? start(place);
    workers[place] = worker;
    const id = nextId++;
    worker.waiting.set(id, waiting);
    worker.seat.send({ id, job: waiting.job });
  };

  const doAgain = (place: number, dead: Worker['waiting'], why: string) => {
    const lost = [...dead.values()];
    if (lost.length > 0) console.warn(`A worker ${kind} ended (${why}): its work is done again.`);
    for (const waiting of lost) {
      waiting.tries++;
      if (waiting.tries < 2) ask(place, waiting);
      else {
        waiting.reject(
          new UserError(
            `A worker ${kind} ended twice at the same work (${why}). If memory is short, use fewer workers.`,
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
      for (const worker of workers) worker?.seat.end();
    },
  };
}
