import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import sirv from 'sirv';
import { liveAddress } from '../../lib/book/pages/book-index.js';
import { type LoopbackServer, listenOnLoopback, projectRoot } from '../../lib/outputs/index.js';

/** The book as `npm run book` leaves it. */
export const bookFolder = join(projectRoot, 'outputs', 'book');

/** What a cell says, as nbformat holds it. */
export interface Output {
  output_type: string;
  text?: string;
  data?: object;
  evalue?: string;
}

/** A cell of the notebook on the page. */
export interface Shown {
  source: string;
  outputs: Output[];
}

/** As much of JupyterLite's own objects as is asked for here. */
export interface Lite {
  jupyterapp: {
    commands: { execute(name: string): Promise<unknown> };
    shell: {
      currentWidget: {
        sessionContext: { ready: Promise<void> };
        content: {
          activeCellIndex: number;
          model: {
            toJSON(): Notebook;
            cells: {
              length: number;
              get(at: number): {
                type: string;
                sharedModel: { getSource(): string; setSource(text: string): void };
                outputs: { toJSON(): Output[] };
              };
            };
          };
        };
      };
    };
  };
}

/** JupyterLite's settings with the one that lets a test ask the notebook: its page draws only the cells near to the view. */
function settingsForTests(folder: string): Buffer {
  const config = JSON.parse(readFileSync(join(folder, 'live', 'jupyter-lite.json'), 'utf8'));
  config['jupyter-config-data'].exposeAppInBrowser = true;
  return Buffer.from(JSON.stringify(config));
}

/** A file that the server has sent, with its headers. */
interface Sent {
  path: string;
  bytes: number;
}

/** Has the kernel's thread believe in a number of cores. */
const withCores = (script: Buffer, cores: number) =>
  Buffer.concat([
    Buffer.from(`Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${cores} });\n`),
    script,
  ]);

/**
 * Serves the book as any static host would: it says nothing of isolation.
 * @param cores how many the kernel's thread is to believe that there are
 */
export async function servePlainly(
  folder = bookFolder,
  cores = 0,
): Promise<LoopbackServer & { sent: Sent[] }> {
  const sent: Sent[] = [];
  const kernel = join(folder, 'kernel', 'kernel.js');
  const made: Record<string, () => Buffer> = {
    '/live/jupyter-lite.json': () => settingsForTests(folder),
    ...(cores > 0 && { '/kernel/kernel.js': () => withCores(readFileSync(kernel), cores) }),
  };
  const answer = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?');
    const { socket } = request;
    const before = socket.bytesWritten;
    response.on('finish', () => sent.push({ path, bytes: socket.bytesWritten - before }));
    const bytes = made[path]?.();
    if (!bytes) {
      return answer(request, response, () => {
        response.writeHead(404).end('There is no such file.\n');
      });
    }
    const type = path.endsWith('.js') ? 'text/javascript' : 'application/json';
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length }).end(bytes);
  });
  return { ...(await listenOnLoopback(server, 0)), sent };
}

/** A visitor whose browser reaches no host but this machine. */
export async function visitor(browser: Browser, width = 1280): Promise<BrowserContext> {
  const height = width < 600 ? 844 : 720;
  return browser.newContext({ viewport: { width, height } });
}

/** What has Chromium find no other host. */
export const noOtherHost = '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1';

/** Opens a notebook in JupyterLite. */
export async function opened(
  context: BrowserContext,
  address: string,
  name: string,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${address}${liveAddress(name)}`);
  await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
  return page;
}

/** Runs all cells, as the menu does, and waits for the last. @returns what they show */
export async function runAll(page: Page): Promise<Shown[]> {
  return page.evaluate(async () => {
    const { commands, shell } = (globalThis as unknown as Lite).jupyterapp;
    await shell.currentWidget.sessionContext.ready;
    await commands.execute('notebook:run-all-cells');
    const { cells } = shell.currentWidget.content.model;
    return Array.from({ length: cells.length }, (_, at) => cells.get(at))
      .filter(({ type }) => type === 'code')
      .map((cell) => ({ source: cell.sharedModel.getSource(), outputs: cell.outputs.toJSON() }));
  });
}

interface Notebook {
  cells: { cell_type: string; source: string | string[]; execution_count?: number | null }[];
}

/** The notebook on the page, as it would be saved. */
export const notebookOn = (page: Page): Promise<Notebook> =>
  page.evaluate(() =>
    (globalThis as unknown as Lite).jupyterapp.shell.currentWidget.content.model.toJSON(),
  );

/** The errors that cells show, each with its cell. */
export const errorsOf = (cells: readonly Shown[]): string[] =>
  cells.flatMap(({ source, outputs }) =>
    outputs
      .filter(({ output_type }) => output_type === 'error')
      .map(({ evalue }) => `${evalue} in ${source}`),
  );
