// The kernel's thread: makes the system that lib finds in Node, brings the project's files, and answers the page.
import './globals.js';
import { PROJECT } from '../system/folder.js';
import { type PageAnswer, type PageRequest, takeAnswer } from '../system/page.js';
import { framesAsInNode } from '../system/stacks.js';
import { bring } from '../system/tree.js';
import { bringProject } from './bring-project.js';
import { keepWork } from './keep-work.js';
import { type BrowserKernel, startKernel } from './kernel.js';
import type { JupyterMessage } from './tslab-message.js';

/** A file that the page has: a path in the project. */
interface PageFile {
  path: string;
  bytes: Uint8Array;
}

/** What the page sends: what to start with, files that changed, a message of Jupyter's, the stop button, or an answer. */
export type FromPage =
  | { notebook: string; files: PageFile[] }
  | { files: PageFile[] }
  | { message: JupyterMessage }
  | { interrupt: true }
  | { answer: PageAnswer };

/** What the page is sent. */
export type ToPage =
  | { ready: true }
  | { failed: string }
  | { message: JupyterMessage }
  | { handled: unknown }
  | { heard: true }
  | PageRequest;

const send = (message: ToPage): void => self.postMessage(message);

let kernel: Promise<BrowserKernel> | undefined;

function bringFiles(files: readonly PageFile[]): void {
  for (const { path, bytes } of files) {
    bring(`${PROJECT}/${path}`, { bytes, size: bytes.length, mtimeMs: Date.now() });
  }
}

async function start(notebook: string, files: readonly PageFile[]): Promise<BrowserKernel> {
  framesAsInNode();
  process.env.JPY_SESSION_NAME = notebook;
  await bringProject();
  bringFiles(files);
  const started = startKernel((message) => send({ message }));
  send({ ready: true });
  return started;
}

async function answer(message: JupyterMessage): Promise<void> {
  const running = await kernel;
  try {
    await running?.handle(message);
    if (message.header.msg_type === 'execute_request') await keepWork();
  } finally {
    send({ handled: message.header.msg_id });
  }
}

self.onmessage = async ({ data }: MessageEvent<FromPage>) => {
  if ('notebook' in data) {
    kernel = start(data.notebook, data.files);
    kernel.catch((error: Error) => send({ failed: `${error}\n${error.stack}` }));
  } else if ('files' in data) bringFiles(data.files);
  else if ('answer' in data) takeAnswer(data.answer);
  else if ('interrupt' in data) {
    (await kernel)?.interrupt();
    send({ heard: true });
  } else await answer(data.message);
};
