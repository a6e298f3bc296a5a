import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from './loopback-server.js';
import { UserError } from './user-error.js';

const MOST_BYTES = 65_536;

/**
 * Whether a request names this machine by a name that only this machine answers to: a page elsewhere cannot have a name of
 * its own lead here.
 */
export function isLoopbackHost(host = ''): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return ['localhost', '127.0.0.1', '[::1]'].includes(name);
}

/** Whether a request comes from a page of this server, or from no page at all. */
function isFromHere({ headers: { host, origin } }: IncomingMessage): boolean {
  return isLoopbackHost(host) && (origin === undefined || origin === `http://${host}`);
}

/** Whether a request brings JSON: no form of another page can. */
export const isJson = ({ headers }: IncomingMessage) =>
  /^application\/json\b/.test(headers['content-type'] ?? '');

/** What a request brings, read as JSON; undefined where it is none, or too much. */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request) {
    bytes += (part as Buffer).length;
    if (bytes > MOST_BYTES) return undefined;
    parts.push(part as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString());
  } catch {
    return undefined;
  }
}

/** Answers a page of this server, and nobody else's. */
export function send(
  response: ServerResponse,
  code: number,
  type: string,
  body: string | Buffer,
): void {
  response
    .writeHead(code, {
      ...{ 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      'cross-origin-resource-policy': 'same-origin',
    })
    .end(body);
}

/** Answers with what went wrong, a sentence. */
export const say = (response: ServerResponse, code: number, sentence: string) =>
  send(response, code, 'application/json', JSON.stringify({ error: sentence }));

/** What a server does where it is asked for something: `GET /`, `POST /ask`. */
export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => void | Promise<void>;

const favicon: Route = (_, response) => send(response, 204, 'image/x-icon', '');
const nothing: Route = (_, response) => say(response, 404, 'There is nothing here.');

/**
 * Serves a page and what it asks for to this machine alone. Requests under any name but this machine's own, and from other
 * pages, are refused.
 * @param routes by what is asked: a method and a path, `GET /`; or a folder and all that lies in it, `GET /pictures/`
 * @param port 0 takes one that is free
 * @throws UserError when the port is taken
 */
export function servePage(routes: Record<string, Route>, port = 0): Promise<LoopbackServer> {
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isFromHere(request)) return say(response, 403, 'Only this machine is answered.');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const asked = `${request.method} ${pathname}`;
    const [, folder] = /^(\w+ \/.+\/)[^/]+$/.exec(asked) ?? [];
    const known = new Map(Object.entries({ 'GET /favicon.ico': favicon, ...routes }));
    const route = known.get(asked) ?? known.get(folder) ?? nothing;
    await route(request, response, pathname);
  }
  const server = createServer((request, response) => {
    respond(request, response).catch((error: Error) => {
      if (response.headersSent) return;
      const isTheirs = error instanceof UserError || error instanceof URIError;
      say(response, isTheirs ? 422 : 500, error.message);
    });
  });
  return listenOnLoopback(server, port);
}
