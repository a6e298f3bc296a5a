import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { nameScripts } from './cell-maps.js';
import { type CellText, insertInto } from './cell-text.js';
import { type Failure, failureOf, interruption } from './failure.js';
import { type Finding, isMissingModule, typeCheckFailure } from './findings.js';
import { importForCell } from './import-call.js';
import { noteFailedCell } from './notebook-definitions.js';
import { everythingSent } from './publisher.js';
import { longForms } from './shorthand.js';
import { createTextStream, type StreamName } from './text-stream.js';
import { noteThrown } from './thrown.js';
import { endTime, forgetTimes, startTime, timedCell } from './timing.js';
import { requireFromTslab } from './tslab-modules.js';
import { lookForModulesAgain } from './type-check.js';

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
  /** The number of the cell that runs, as Jupyter shows it. */
  execCount: number;
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

interface Converter {
  convert(before: string, code: string): { diagnostics: Finding[] };
}

type CreateExecutor = (root: string, converters: { node: Converter }, console: unknown) => Executor;

/** Milliseconds in which the cells that Jupyter sent behind a failed one arrive and are refused. */
const untilWaitingCellsAreRead = 30;

/** One run of a cell, known to everything it started. */
interface CellRun {
  number(): number;
  /** Called when its turn has come. */
  begin(): void;
  text?: CellText;
  interrupted: boolean;
  over: boolean;
  failure?: Failure;
}

const runs = new AsyncLocalStorage<CellRun>();
let running: CellRun | undefined;

/** What compiled cells call, beside what tslab gives them. */
const forCells = { noteThrown, importForCell, startTime, endTime };

/** Thrown at an interrupted cell's next output, so that its loops end instead of going on unseen. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** The cell as it is compiled: with what the reader may write and TypeScript or tslab does not know. */
function prepare(typed: string): { text: CellText; timesToEnd: boolean } {
  const timed = timedCell(typed);
  const code = timed?.code ?? typed;
  const { compiled, typedPlace } = insertInto(code, [
    ...(timed?.insertions ?? []),
    ...longForms(code),
  ]);
  return { text: { typed, compiled, typedPlace }, timesToEnd: timed?.untilEnd ?? false };
}

/** tslab prints what went wrong; this keeps it instead, for the cell's `error` output. */
function keepFailures(executorModule: { createExecutor: CreateExecutor }): void {
  const create = executorModule.createExecutor;
  executorModule.createExecutor = (root, converters) => {
    let thrown: unknown;
    let findings: Finding[] = [];
    const { node } = converters;
    const convert = node.convert.bind(node);
    node.convert = (before, code) => {
      let converted = convert(before, code);
      if (converted.diagnostics.some(isMissingModule)) {
        lookForModulesAgain();
        converted = convert(before, code);
      }
      findings = converted.diagnostics;
      return converted;
    };
    const error = (...words: unknown[]) => {
      thrown = words[0];
    };
    const log = (...words: unknown[]) => console.log(...words);
    const executor = create(root, converters, { log, error });
    const { execute, interrupt } = executor;
    Object.assign((globalThis as unknown as { __tslab__: object }).__tslab__, forCells);
    executor.execute = async (typed) => {
      const run = runs.getStore();
      const { text, timesToEnd } = prepare(typed);
      if (run) run.text = text;
      running = run;
      run?.begin();
      findings = [];
      forgetTimes();
      const ok = await execute(text.compiled).catch(error);
      running = undefined;
      if (ok === true) {
        if (timesToEnd) endTime();
        return true;
      }
      if (!run) return false;
      noteFailedCell(run.number(), typed);
      if (run.interrupted) run.failure = interruption();
      else if (findings.length) run.failure = typeCheckFailure(findings, text);
      else run.failure = failureOf(thrown, run.number());
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
  const number = () => this.handler.execCount;
  const begin = () => {
    const { code, silent } = message.content;
    if (!silent) publish('execute_input', { code, execution_count: number() });
  };
  const run: CellRun = { number, begin, interrupted: false, over: false };
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
  nameScripts(() => running?.text && { cell: running.number(), text: running.text });
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
