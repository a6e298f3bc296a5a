// The kernel's thread: makes the system that lib finds in Node, brings the project's files, and answers the page.
import './globals.js';
import { type PageAnswer, takeAnswer } from '../system/page.js';
import { framesAsInNode } from '../system/stacks.js';
import { bringProject } from './bring-project.js';
import { keepWork } from './keep-work.js';
import { type BrowserKernel, startKernel } from './kernel.js';
import type { JupyterMessage } from './tslab-message.js';

/** What the page sends. */
type FromPage =
  | { notebook: string }
  | { message: JupyterMessage }
  | { interrupt: true }
  | { answer: PageAnswer };

let kernel: Promise<BrowserKernel> | undefined;

async function start(notebook: string): Promise<BrowserKernel> {
  framesAsInNode();
  process.env.JPY_SESSION_NAME = notebook;
  await bringProject();
  const started = startKernel((message) => self.postMessage({ message }));
  self.postMessage({ ready: true });
  return started;
}

self.onmessage = async ({ data }: MessageEvent<FromPage>) => {
  if ('notebook' in data) {
    kernel = start(data.notebook);
    kernel.catch((error: Error) => self.postMessage({ failed: String(error.stack ?? error) }));
    return;
  }
  if ('answer' in data) return takeAnswer(data.answer);
  const running = await kernel;
  if ('interrupt' in data) return running?.interrupt();
  const { msg_id } = data.message.header;
  await running?.handle(data.message);
  if (data.message.header.msg_type === 'execute_request') await keepWork();
  self.postMessage({ handled: msg_id });
};
