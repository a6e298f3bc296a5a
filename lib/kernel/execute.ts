import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { type Failure, failureFrom, interruption } from './failure.js';
import { everythingSent } from './publisher.js';
import { expandShorthand } from './shorthand.js';
import { createTextStream, type StreamName } from './text-stream.js';
import { requireFromTslab } from './tslab-modules.js';

interface Message {
  header: { msg_type: string };
  content: Record<string, unknown>;
  createReply(): Message;
  signAndSend(key: string, socket: unknown): void;
}

type Reply = { status: 'ok' | 'error' | 'abort' | 'aborted' } & Record<string, unknown>;

interface Queue {
  reset(delay?: number): void;
}

interface Handler {
  execQueue: Queue;
  handleExecute(
    request: unknown,
    writeStream: (name: StreamName, text: string) => void,
    writeDisplay: (data: object, update: boolean) => void,
  ): Promise<Reply>;
}

interface Server {
  connInfo: { key: string };
  iopub: unknown;
  handler: Handler;
  handleExecute(socket: unknown, message: Message): Promise<void>;
  close(): void;
}

interface Executor {
  execute(code: string): Promise<boolean>;
  interrupt(): void;
}

type CreateExecutor = (root: string, converters: unknown, console: unknown) => Executor;

/** Milliseconds in which the cells that Jupyter sent behind a failed one arrive and are refused. */
const untilWaitingCellsAreRead = 30;

/** One run of a cell, known to everything it started. */
interface CellRun {
  interrupted: boolean;
  over: boolean;
  failure?: Failure;
}

const runs = new AsyncLocalStorage<CellRun>();
let running: CellRun | undefined;

/** Thrown at an interrupted cell's next output, so that its loops end instead of going on unseen. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** tslab prints what went wrong; this keeps it instead, for the cell's `error` output. */
function keepFailures(executorModule: { createExecutor: CreateExecutor }): void {
  const create = executorModule.createExecutor;
  executorModule.createExecutor = (root, converters) => {
    let printed: unknown[][] = [];
    const error = (...words: unknown[]) => printed.push(words);
    const log = (...words: unknown[]) => console.log(...words);
    const executor = create(root, converters, { log, error });
    const { execute, interrupt } = executor;
    executor.execute = async (code) => {
      const run = runs.getStore();
      running = run;
      printed = [];
      const ok = await execute(expandShorthand(code)).catch(error);
      running = undefined;
      if (ok === true) return true;
      if (run) run.failure = run.interrupted ? interruption() : failureFrom(printed, code);
      return false;
    };
    executor.interrupt = () => {
      if (running) running.interrupted = true;
      interrupt();
    };
    return executor;
  };
}

/** Executes a cell: as tslab does, with its prints joined and a failure reported as Jupyter expects it. */
async function handleExecute(this: Server, socket: unknown, message: Message): Promise<void> {
  const { key } = this.connInfo;
  const reply = message.createReply();
  reply.header.msg_type = 'execute_reply';
  const publish = (type: string, content: object) => {
    const output = message.createReply();
    output.header.msg_type = type;
    output.content = content as Message['content'];
    output.signAndSend(key, this.iopub);
  };
  const stream = createTextStream((name, text) => publish('stream', { name, text }));
  const writeDisplay = (data: object, update: boolean) => {
    const origin = runs.getStore();
    if (origin?.interrupted && origin.over) throw new Interrupted('the cell was interrupted');
    stream.flush();
    publish(update ? 'update_display_data' : 'display_data', data);
  };
  const run: CellRun = { interrupted: false, over: false };
  const result = await runs.run(run, () =>
    this.handler.handleExecute(message.content, stream.write, writeDisplay),
  );
  run.over = true;
  stream.flush();
  if (result.status === 'abort') result.status = 'aborted';
  if (result.status === 'error') {
    const failure = run.failure ?? { ename: 'Error', evalue: '', traceback: [] };
    Object.assign(result, failure);
    publish('error', failure);
    if (message.content.stop_on_error !== false) await setTimeout(untilWaitingCellsAreRead);
    this.handler.execQueue.reset();
  }
  reply.content = result;
  reply.signAndSend(key, socket);
}

/** Jupyter waits for the process to end, which open watchers and timers would put off. */
function endOnClose(server: Server): void {
  const close = server.close;
  server.close = function () {
    everythingSent().then(() => {
      close.call(this);
      setTimeout(50).then(() => process.exit(0));
    });
  };
}

/** Gives tslab's server and executor the behaviour described in this file. */
export function executeAsJupyterExpects(): void {
  keepFailures(requireFromTslab('./executor.js') as { createExecutor: CreateExecutor });
  const { ZmqServer } = requireFromTslab('./jupyter.js') as { ZmqServer: { prototype: Server } };
  ZmqServer.prototype.handleExecute = handleExecute;
  endOnClose(ZmqServer.prototype);
  // tslab would forgive a failed cell 200 ms later, in the middle of whichever cell runs then.
  const { TaskQueue } = requireFromTslab('./util.js') as { TaskQueue: { prototype: Queue } };
  const { reset } = TaskQueue.prototype;
  TaskQueue.prototype.reset = function (delay) {
    if (delay === undefined) reset.call(this);
  };
}

/** True for the error that ends the loops of an interrupted cell. */
export function isInterruption(thrown: unknown): boolean {
  return thrown instanceof Interrupted;
}
