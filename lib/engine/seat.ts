import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { moduleFile, moduleOptions, threadFile } from '../outputs/index.js';
import type { EngineName } from './start-engine.js';

/** The other end of a line to a worker. */
export interface Seat {
  send(message: unknown): void;
  /** Ends the worker, whatever it is at. */
  end(): void;
}

/** What is told of a worker. */
export interface SeatEvents<Answer> {
  onAnswer(answer: Answer): void;
  /** It has ended; `why` in words. */
  onEnd(why: string): void;
}

type OpenSeat = <Answer>(
  taskModule: string,
  engine: EngineName,
  events: SeatEvents<Answer>,
) => Seat;

const mainModule = () => moduleFile(join(import.meta.dirname, 'worker-main'));
const envOf = (engine: EngineName) => ({ ...process.env, CAPTIONLAB_ENGINE: engine });

/** A worker in a process of its own: what it does there cannot harm this one. */
export const processSeat: OpenSeat = (taskModule, engine, { onAnswer, onEnd }) => {
  const child = fork(mainModule(), [taskModule], {
    execArgv: [...moduleOptions],
    env: envOf(engine),
    serialization: 'advanced', // typed arrays
    stdio: ['ignore', 2, 2, 'ipc'], // what a worker says must not mix with results
  });
  child.on('message', onAnswer);
  child.on('error', () => {}); // a message that did not arrive: the exit tells
  child.on('exit', (code, signal) => onEnd(signal ?? `code ${code}`));
  return {
    send: (message) => child.send(message as object, () => {}),
    end: () => child.kill(),
  };
};

/** A worker in a thread of this process: memory can be shared with it. */
export const threadSeat: OpenSeat = (taskModule, engine, { onAnswer, onEnd }) => {
  const { file, workerData } = threadFile(mainModule());
  const thread = new Worker(file, {
    ...{ argv: [taskModule], execArgv: [], workerData },
    env: envOf(engine),
    stdout: true, // see above
  });
  thread.stdout.pipe(process.stderr, { end: false });
  let why: string | undefined;
  thread.on('message', onAnswer);
  thread.on('error', (error) => {
    why = error.message;
  });
  thread.on('exit', (code) => onEnd(why ?? `code ${code}`));
  return {
    send: (message) => thread.postMessage(message),
    end: () => void thread.terminate(),
  };
};
