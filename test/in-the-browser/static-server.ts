import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.jpg': 'image/jpeg',
  '.wasm': 'application/wasm',
};

/** As plain a static server as can be: files with their types, nothing else. `sent` are bytes, by path. */
export async function startStaticServer(folder: string) {
  const sent = new Map<string, number>();
  const server = createServer(({ url = '/' }, answer) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = pathname === '/' ? '/index.html' : pathname;
    const file = join(folder, path);
    if (!existsSync(file)) {
      answer.writeHead(404).end();
      return;
    }
    const body = readFileSync(file);
    sent.set(path, body.length);
    answer.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    answer.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, sent, stop };
}
