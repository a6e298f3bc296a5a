import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** What was asked of a server: the path, and the range if one was asked for. */
export interface Asked {
  path: string;
  range?: string;
}

export interface FileServer {
  /** Ends without a slash. */
  address: string;
  asked: Asked[];
}

type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

/**
 * A server on the loopback that ends with the test; `nth` counts the requests from 1.
 * As a proxy it answers plain requests itself and refuses tunnels, which are counted too.
 */
export async function serve(t: TestContext, answer: Answer): Promise<FileServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url as string, range: request.headers.range });
    answer(request, response, asked.length);
  });
  server.on('connect', (request, socket) => {
    asked.push({ path: request.url as string });
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** Sends a file as a good server does: with an ETag, and the rest of it where the range still holds. */
export function sendFile(
  { headers }: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  etag = '"one"',
): void {
  const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  if (start > 0 && headers['if-range'] === etag) {
    const range = `bytes ${start}-${body.length - 1}/${body.length}`;
    response.writeHead(206, {
      etag,
      'content-range': range,
      'content-length': body.length - start,
    });
    response.end(body.subarray(start));
    return;
  }
  response.writeHead(200, { etag, 'content-length': body.length });
  response.end(body);
}

/** Sends the head of the whole file and its first bytes, and then `stop`s. */
export function sendPart(
  response: ServerResponse,
  body: Buffer,
  bytes: number,
  { etag = '"one"', stop = (): void => void response.destroy() } = {},
): void {
  response.writeHead(200, { etag, 'content-length': body.length });
  response.write(body.subarray(0, bytes), () => setTimeout(stop, 20));
}
