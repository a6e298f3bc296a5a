// The notebooks' kernel in the browser: what `lib/kernel/kernel.cjs` is on a computer. tslab and the repairs of `lib/kernel`
// run on the system of `lib/book/system`; messages come from the page that started this thread and go back to it.

import { keepSourceMaps } from '../../kernel/cell-maps.js';
import { executeAsJupyterExpects } from '../../kernel/execute.js';
import { stacksAsTyped } from '../../kernel/stack.js';
import { surviveErrors } from '../../kernel/survive.js';
import { requireFromTslab } from '../../kernel/tslab-modules.js';
import { checkOnlyTheCell } from '../../kernel/type-check.js';
import { type JupyterMessage, TslabMessage } from './tslab-message.js';

interface Executor {
  interrupt(): void;
}

interface Server {
  connInfo: { key: string };
  iopub: unknown;
  publishStatus(status: string, message: TslabMessage): void;
  handleExecute(socket: unknown, message: TslabMessage): Promise<void>;
  handleKernelInfo(socket: unknown, message: TslabMessage): void;
  handleIsComplete(socket: unknown, message: TslabMessage): void;
  handleInspect(socket: unknown, message: TslabMessage): void;
  handleComplete(socket: unknown, message: TslabMessage): void;
  handleCommInfoRequest(socket: unknown, message: TslabMessage): void;
}

interface Tslab {
  createConverter(): unknown;
  createExecutor(root: string, converters: object, console: object): Executor;
  JupyterHandlerImpl: new (executor: Executor, isJs: boolean) => unknown;
  ZmqServer: new (handler: unknown, configPath: string) => Server;
}

/** A kernel that answers messages one at a time. */
export interface BrowserKernel {
  handle(message: JupyterMessage): Promise<void>;
  interrupt(): void;
}

/** How each kind of message is answered. */
const handlers = {
  kernel_info_request: 'handleKernelInfo',
  execute_request: 'handleExecute',
  is_complete_request: 'handleIsComplete',
  inspect_request: 'handleInspect',
  complete_request: 'handleComplete',
  comm_info_request: 'handleCommInfoRequest',
} as const;

const isHandled = (type: string): type is keyof typeof handlers => type in handlers;

function createServer(send: (message: JupyterMessage) => void): [Server, Executor] {
  const load = <Name extends keyof Tslab>(file: string) =>
    requireFromTslab(file) as Pick<Tslab, Name>;
  const node = load<'createConverter'>('./converter.js').createConverter();
  const { createExecutor } = load<'createExecutor'>('./executor.js');
  const { JupyterHandlerImpl, ZmqServer } = load<'JupyterHandlerImpl' | 'ZmqServer'>(
    './jupyter.js',
  );
  const executor = createExecutor(process.cwd(), { node, close() {} }, console);
  const server = new ZmqServer(new JupyterHandlerImpl(executor, false), '');
  server.connInfo = { key: '' };
  server.iopub = { send: (message: TslabMessage) => send(message.forPage('iopub')) };
  return [server, executor];
}

/** Starts the kernel. @param send takes its messages to the page */
export function startKernel(send: (message: JupyterMessage) => void): BrowserKernel {
  keepSourceMaps();
  checkOnlyTheCell();
  stacksAsTyped();
  executeAsJupyterExpects();
  const [server, executor] = createServer(send);
  surviveErrors();
  const shell = { send: (message: TslabMessage) => send(message.forPage('shell')) };
  return {
    async handle(received) {
      const message = new TslabMessage(received);
      const type = received.header.msg_type;
      server.publishStatus('busy', message);
      try {
        if (isHandled(type)) await server[handlers[type]](shell, message);
      } finally {
        server.publishStatus('idle', message);
      }
    },
    interrupt: () => executor.interrupt(),
  };
}
