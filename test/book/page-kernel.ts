// Runs in a page of the book: starts its kernel, and runs cells as JupyterLite would.
import { WorkerKernel } from '../../lib/book/extension/worker-kernel.js';
import type { JupyterMessage } from '../../lib/book/worker/tslab-message.js';

type Told = Pick<JupyterMessage, 'content'> & { type: string };

const told: Told[] = [];
let kernel: WorkerKernel | undefined;

/** Starts a kernel anew, for a notebook. */
async function start(notebook: string): Promise<void> {
  kernel?.dispose();
  const sendMessage = ({ header, content }: JupyterMessage) =>
    void told.push({ type: header.msg_type, content });
  const options = { id: 'test', name: 'captionlab', location: '', sendMessage };
  kernel = new WorkerKernel(options, 'kernel/kernel.js', async () => ({ notebook, files: [] }));
  await kernel.ready;
}

/** Asks the kernel something. @returns all that it says */
async function ask(type: string, content: Record<string, unknown>): Promise<Told[]> {
  told.length = 0;
  const header = { msg_id: crypto.randomUUID(), msg_type: type, session: 'test', username: 'test' };
  await kernel?.handleMessage({
    ...{ header, parent_header: {}, metadata: {}, content },
    ...{ channel: 'shell', buffers: [] },
  });
  return told.slice();
}

/** The stop button. */
const interrupt = (): void => kernel?.interrupt();

Object.assign(globalThis, { bookKernel: { start, ask, interrupt } });
