import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { smallJpeg } from '../../display/thumbnail.js';
import { type LoopbackServer, listenOnLoopback, UserError } from '../../outputs/index.js';
import { type Answers, readQuestion } from './questions.js';

const MOST_BYTES = 65_536;
const PICTURE_SIDE = 720;

/**
 * Whether a request names this machine by a name that only this machine answers to: a page elsewhere cannot have a name of
 * its own lead here.
 */
export function isLoopbackHost(host = ''): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return ['localhost', '127.0.0.1', '[::1]'].includes(name);
}

/** Whether a request comes from the page itself, or from no page at all. */
function isFromHere({ headers: { host, origin } }: IncomingMessage): boolean {
  return isLoopbackHost(host) && (origin === undefined || origin === `http://${host}`);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
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

function send(response: ServerResponse, code: number, type: string, body: string | Buffer): void {
  response
    .writeHead(code, {
      ...{ 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
      'cross-origin-resource-policy': 'same-origin',
    })
    .end(body);
}

const say = (response: ServerResponse, code: number, sentence: string) =>
  send(response, code, 'application/json', JSON.stringify({ error: sentence }));

async function answerQuestion(
  request: IncomingMessage,
  response: ServerResponse,
  answers: Answers,
): Promise<void> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    return say(response, 415, 'A question is asked as application/json.');
  const question = readQuestion(await bodyOf(request));
  if (!question) return say(response, 400, 'This is no question that the page asks.');
  if (!answers.knows(question.picture))
    return say(response, 404, `There is no picture ${question.picture}.`);
  try {
    const answer = await answers.answer(question);
    send(response, 200, 'application/json', JSON.stringify(answer));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(response, 422, error.message);
  }
}

async function sendPicture(response: ServerResponse, path: string | undefined): Promise<void> {
  if (!path) return say(response, 404, 'There is no such picture.');
  try {
    send(response, 200, 'image/jpeg', await smallJpeg(path, PICTURE_SIDE, 85).toBuffer());
  } catch {
    say(response, 422, 'The picture cannot be read.');
  }
}

/**
 * Serves a page to this machine alone, its pictures, and answers to what it asks. Requests under any name but this machine's
 * own, and from other pages, are refused.
 * @param port 0 takes one that is free
 * @throws UserError when the port is taken
 */
export function serveLive(
  html: string,
  answers: Answers,
  imagePaths: ReadonlyMap<string, string>,
  port = 0,
): Promise<LoopbackServer> {
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const asked = `${request.method} ${pathname}`;
    if (!isFromHere(request)) return say(response, 403, 'Only this machine is answered.');
    if (asked === 'GET /') return send(response, 200, 'text/html; charset=utf-8', html);
    if (asked === 'GET /favicon.ico') return send(response, 204, 'image/x-icon', '');
    if (asked === 'POST /ask') return answerQuestion(request, response, answers);
    const [, id] = /^GET \/pictures\/([^/]+)\.jpg$/.exec(asked) ?? [];
    if (id !== undefined) return sendPicture(response, imagePaths.get(decodeURIComponent(id)));
    say(response, 404, 'There is nothing here.');
  }
  const server = createServer((request, response) => {
    respond(request, response).catch((error: Error) => {
      if (!response.headersSent) say(response, 500, error.message);
    });
  });
  return listenOnLoopback(server, port);
}
