import type { PageRequest } from '../system/page.js';
import type { FromPage, ToPage } from '../worker/main.js';
import type { JupyterMessage } from '../worker/tslab-message.js';
import { drawn } from './draw.js';
import type { KernelOptions, LiteKernel, Signal } from './jupyter-types.js';
import { saidOfStopped } from './stopped.js';

/** A signal that is given once. */
class Once<Sender> implements Signal<Sender, undefined> {
  private readonly slots = new Set<(sender: Sender, words: undefined) => void>();
  connect(slot: (sender: Sender, words: undefined) => void): boolean {
    this.slots.add(slot);
    return true;
  }
  give(sender: Sender): void {
    for (const slot of this.slots) slot(sender, undefined);
    this.slots.clear();
  }
}

/** A promise and what ends it. */
class Waiting {
  end: () => void = () => {};
  fail: (error: Error) => void = () => {};
  readonly promise = new Promise<void>((resolve, reject) => {
    this.end = resolve;
    this.fail = reject;
  });
}

/** What the thread is told when it starts: its notebook, and the files that the page has. */
export type Beginning = () => Promise<Extract<FromPage, { notebook: string }>>;

/** For how long a thread may be deaf to the stop button, in milliseconds. */
const PATIENCE = 4000;

interface Asked {
  message: JupyterMessage;
  waiting: Waiting;
}

const isExecution = ({ message }: Asked) => message.header.msg_type === 'execute_request';

/** The kernel in its thread: JupyterLite's messages go there as they are, and its answers come back. */
export class WorkerKernel implements LiteKernel {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly disposed = new Once<LiteKernel>();
  isDisposed = false;
  private readonly sendMessage: KernelOptions['sendMessage'];
  private worker: Worker;
  private started = new Waiting();
  private readonly asked = new Map<unknown, Asked>();
  private isStarted = false;
  /** The number of the cell that was executed last. */
  private count = 0;
  private impatience?: ReturnType<typeof setTimeout>;

  constructor(
    { id, name, location, sendMessage }: KernelOptions,
    private readonly script: string,
    private readonly beginning: Beginning,
  ) {
    [this.id, this.name, this.location] = [id, name, location];
    this.sendMessage = sendMessage;
    this.worker = this.startThread();
  }

  private startThread(): Worker {
    const worker = new Worker(this.script, { name: 'captionlab' });
    const { started } = this;
    this.isStarted = false;
    worker.onmessage = ({ data }) => this.take(data);
    worker.onerror = ({ message }) => started.fail(new Error(message));
    this.beginning().then((words) => worker.postMessage(words), started.fail);
    return worker;
  }

  get ready(): Promise<void> {
    return this.started.promise;
  }

  /** Sends something to the thread. */
  post(message: FromPage): void {
    this.worker.postMessage(message);
  }

  async handleMessage(message: JupyterMessage): Promise<void> {
    const waiting = new Waiting();
    const { msg_id } = message.header;
    this.asked.set(msg_id, { message, waiting });
    await this.ready;
    if (this.asked.has(msg_id)) this.post({ message });
    await waiting.promise;
  }

  /** The stop button: a cell that waits for something ends, and one that computes on ends with its thread. */
  interrupt(): void {
    const isRunning = [...this.asked.values()].some(isExecution);
    if (!isRunning || !this.isStarted || this.impatience) return;
    this.post({ interrupt: true });
    this.impatience = setTimeout(() => this.startAnew(), PATIENCE);
  }

  private isReady(): void {
    this.isStarted = true;
    this.started.end();
  }

  private isHeard(): void {
    clearTimeout(this.impatience);
    this.impatience = undefined;
  }

  private startAnew(): void {
    this.isHeard();
    this.worker.onmessage = null;
    this.worker.terminate();
    this.started = new Waiting();
    this.worker = this.startThread();
    const given = [...this.asked.values()];
    this.asked.clear();
    for (const { message } of given.filter(isExecution)) {
      for (const words of saidOfStopped(message, this.count)) this.sendMessage(words);
    }
    for (const { waiting } of given) waiting.end();
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.isHeard();
    this.worker.terminate();
    for (const { waiting } of this.asked.values()) waiting.end();
    this.disposed.give(this);
  }

  private take(data: ToPage): void {
    if ('ask' in data) void this.draw(data);
    else if ('message' in data) this.pass(data.message);
    else if ('heard' in data) this.isHeard();
    else if ('ready' in data) this.isReady();
    else if ('failed' in data) this.started.fail(new Error(data.failed));
    else {
      this.asked.get(data.handled)?.waiting.end();
      this.asked.delete(data.handled);
    }
  }

  private pass(message: JupyterMessage): void {
    const { header, content } = message;
    if (header.msg_type === 'execute_input') this.count = Number(content.execution_count);
    this.sendMessage(message);
  }

  private async draw(request: PageRequest): Promise<void> {
    const { worker } = this;
    const answer = await drawn(request);
    worker.postMessage({ answer }, 'bitmap' in answer ? [answer.bitmap] : []);
  }
}
