// Serves the book's folder to this machine alone, and opens it: what serve.py does where Python is.
import { spawn } from 'node:child_process';
import { createReadStream, readFileSync, realpathSync, statSync } from 'node:fs';
import {
  createServer,
  get,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, sep } from 'node:path';

const book = realpathSync(join(__dirname, '..', 'book'));

/** The same at each start, where it is free: a browser keeps a reader's work by the address. */
const PORT = 8420;

const types: Record<string, string> = {
  ...{ '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript' },
  ...{
    '.json': 'application/json',
    '.webmanifest': 'application/json',
    '.wasm': 'application/wasm',
  },
  ...{ '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp' },
  '.woff2': 'font/woff2',
};

/** The file that an address names, if it is one of the book. */
function fileOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.replace(/[?#].*$/, ''));
    const file = realpathSync(join(book, path.endsWith('/') ? `${path}index.html` : path));
    return file.startsWith(book + sep) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

function answer({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse) {
  const refuse = (status: number, why: string) =>
    void response.writeHead(status, { 'Content-Type': 'text/plain' }).end(`${why}\n`);
  // A page of another name would be another site's, which found its way to this address.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')) {
    return refuse(403, 'This book is for this machine alone.');
  }
  if (method !== 'GET') return refuse(405, 'The book is only read.');
  const file = fileOf(url);
  if (!file) return refuse(404, 'There is no such file.');
  response.writeHead(200, {
    ...{ 'Content-Type': types[extname(file)] ?? 'application/octet-stream' },
    ...{ 'Content-Length': statSync(file).size, 'Cache-Control': 'no-cache' },
    'X-Content-Type-Options': 'nosniff',
  });
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** Whether this very book is at an address already: the start was clicked twice. */
function isServed(address: string): Promise<boolean> {
  const own = readFileSync(join(book, 'service-worker.js'));
  return new Promise((resolve) => {
    const asked = get(`${address}service-worker.js`, { timeout: 2000 }, (response) => {
      const parts: Buffer[] = [];
      response.on('error', () => resolve(false));
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve(own.equals(Buffer.concat(parts))));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
  });
}

const listening = (server: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

function openBrowser(address: string): void {
  const [program, ...words] = { win32: ['explorer'], darwin: ['open'] }[
    process.platform as string
  ] ?? ['xdg-open'];
  spawn(program, [...words, address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

async function main(): Promise<void> {
  const usual = `http://127.0.0.1:${PORT}/`;
  const isThere = await isServed(usual);
  const server = createServer(answer);
  const port = isThere ? PORT : await listening(server, PORT).catch(() => listening(server, 0));
  const address = `http://127.0.0.1:${port}/`;
  console.log(`The book is at ${address}`);
  if (isThere) console.log('It was started before: that window has to stay open.');
  else console.log('Leave this window open while you read. Close it to end.');
  if (port !== PORT) console.log(`Work done at ${usual} is not seen at this address.`);
  if (!process.argv.includes('--no-browser')) openBrowser(address);
}

void main();
