import type { PageRequest } from '../system/page.js';
import type { FromPage, ToPage } from '../worker/main.js';
import type { JupyterMessage } from '../worker/tslab-message.js';
import { drawn } from './draw.js';
import type { KernelOptions, LiteKernel, Signal } from './jupyter-types.js';

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

/** The kernel in its thread: JupyterLite's messages go there as they are, and its answers come back. */
export class WorkerKernel implements LiteKernel {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly disposed = new Once<LiteKernel>();
  isDisposed = false;
  private readonly sendMessage: KernelOptions['sendMessage'];
  private readonly worker: Worker;
  private readonly started = new Waiting();
  private readonly handled = new Map<unknown, Waiting>();

  constructor({ id, name, location, sendMessage }: KernelOptions, script: string) {
    Object.assign(this, { id, name, location });
    [this.id, this.name, this.location] = [id, name, location];
    this.sendMessage = sendMessage;
    this.worker = new Worker(script, { name: 'captionlab' });
    this.worker.onmessage = ({ data }) => this.take(data);
    this.worker.onerror = ({ message }) => this.started.fail(new Error(message));
  }

  get ready(): Promise<void> {
    return this.started.promise;
  }

  /** Sends something to the thread. */
  post(message: FromPage, transfer: Transferable[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  async handleMessage(message: JupyterMessage): Promise<void> {
    const waiting = new Waiting();
    this.handled.set(message.header.msg_id, waiting);
    this.post({ message });
    await waiting.promise;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.worker.terminate();
    for (const waiting of this.handled.values()) waiting.end();
    this.disposed.give(this);
  }

  private take(data: ToPage): void {
    if ('ask' in data) void this.draw(data);
    else if ('message' in data) this.sendMessage(data.message);
    else if ('ready' in data) this.started.end();
    else if ('failed' in data) this.started.fail(new Error(data.failed));
    else {
      this.handled.get(data.handled)?.end();
      this.handled.delete(data.handled);
    }
  }

  private async draw(request: PageRequest): Promise<void> {
    const answer = await drawn(request);
    this.post({ answer }, 'bitmap' in answer ? [answer.bitmap] : []);
  }
}
