import { createServer, type ServerResponse } from 'node:http';
import sirv from 'sirv';
import { isLoopbackHost, type LoopbackServer, listenOnLoopback } from '../outputs/index.js';

/** Isolates a page from all others: then it may compute in threads. */
function isolate(response: ServerResponse): void {
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
}

/**
 * Serves a folder's files on this machine alone, as they are when they are asked for. Requests under any name but this
 * machine's own are refused: no page elsewhere can have its name lead here.
 * @param port 0 takes one that is free
 * @throws UserError when the port is taken
 */
export function serveFolder(folder: string, port = 0): Promise<LoopbackServer> {
  const answer = sirv(folder, { dev: true, etag: true, setHeaders: isolate });
  const server = createServer((request, response) => {
    if (!isLoopbackHost(request.headers.host)) {
      response.writeHead(403).end('Only this machine is answered.\n');
      return;
    }
    answer(request, response, () => {
      response.writeHead(404).end('There is no such file.\n');
    });
  });
  return listenOnLoopback(server, port);
}
