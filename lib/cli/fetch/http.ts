import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, EnvHttpProxyAgent, interceptors, request } from 'undici';
import { UserError } from '../../outputs';

/** Where a file goes on: so many bytes are there, of the version that `validator` names (ETag or date). */
export interface Range {
  start: number;
  validator: string;
}

/** What a server sends: the file from byte `start` on. */
export interface Reply {
  start: number;
  /** Bytes of the whole file, where the server says so. */
  total?: number;
  /** Names this version of the file (RFC 9110: a strong ETag, else Last-Modified). */
  validator?: string;
  body: AsyncIterable<Uint8Array>;
}

/**
 * Why a transfer ended early.
 * `refused`: asking again is of no use; `unreachable`: nobody answered; `interrupted`: it may go better next time;
 * `changed`: the bytes that are here belong to another version of the file.
 */
export class TransferError extends Error {
  constructor(
    readonly kind: 'refused' | 'unreachable' | 'interrupted' | 'changed',
    message: string,
  ) {
    super(message);
  }
}

const MOST_REDIRECTS = 10;
const OK = 200;
const PARTIAL_CONTENT = 206;
const RANGE_NOT_SATISFIABLE = 416;
const TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;

const inWords: Record<string, string> = {
  ENOTFOUND: 'no such host was found (is there a network?)',
  EAI_AGAIN: 'its name could not be looked up (is there a network?)',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'it broke the connection',
  ENETUNREACH: 'there is no way to it (is there a network?)',
  UND_ERR_SOCKET: 'it broke the connection',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
};

function proxyInUse(address: string): string | undefined {
  const names = address.startsWith('https:')
    ? ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']
    : ['http_proxy', 'HTTP_PROXY'];
  return names.find((name) => process.env[name]);
}

function reason(error: unknown, address: string): string {
  const { code = '', message } = error as { code?: string; message: string };
  const proxy = proxyInUse(address);
  return `${inWords[code] ?? `${message}${code && ` (${code})`}`}${proxy ? `; ${proxy} is set` : ''}`;
}

/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY hold; plain http goes through a proxy as it is, without a tunnel. */
function openAgent(): EnvHttpProxyAgent {
  try {
    return new EnvHttpProxyAgent({ proxyTunnel: false });
  } catch (error) {
    throw new UserError(
      `HTTP_PROXY or HTTPS_PROXY is not an address (${(error as Error).message}): expected http://host:port.`,
    );
  }
}

function validatorOf({ etag, 'last-modified': modified }: IncomingHttpHeaders): string | undefined {
  return etag && !etag.startsWith('W/') ? etag : modified;
}

/** The whole file or the rest of it that the head of an answer promises. */
function readHead(
  { statusCode, headers }: Dispatcher.ResponseData,
  range?: Range,
): Omit<Reply, 'body'> {
  const validator = validatorOf(headers as IncomingHttpHeaders);
  const length = headers['content-length'];
  if (statusCode === OK) {
    return { start: 0, total: length === undefined ? undefined : Number(length), validator };
  }
  const said = `it answers ${statusCode}`;
  if (statusCode === RANGE_NOT_SATISFIABLE) throw new TransferError('changed', said);
  if (statusCode === PARTIAL_CONTENT && range) {
    const [, start, total] =
      /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(String(headers['content-range'])) ?? [];
    const same =
      Number(start) === range.start && (validator ?? range.validator) === range.validator;
    if (!same) throw new TransferError('changed', 'it sends another part than was asked for');
    return { start: range.start, total: total === '*' ? undefined : Number(total), validator };
  }
  const again = statusCode >= 500 || statusCode === TIMEOUT || statusCode === TOO_MANY_REQUESTS;
  throw new TransferError(again ? 'interrupted' : 'refused', said);
}

/**
 * Asks for a file, or for the rest of it, and hands over what comes.
 * Redirects are followed. Connecting, the answer's head and every further byte may each take `stallSeconds`.
 * @throws TransferError when the server or the network does not play along
 */
export async function withReply<T>(
  address: string,
  { range, stallSeconds }: { range?: Range; stallSeconds: number },
  use: (reply: Reply) => Promise<T>,
): Promise<T> {
  const agent = openAgent();
  const stall = new AbortController();
  const watch = setTimeout(() => stall.abort(), 1000 * stallSeconds);
  const failure = (error: unknown, kind: 'unreachable' | 'interrupted') => {
    if (error instanceof TransferError) return error;
    const text = stall.signal.aborted
      ? `it sent nothing for ${stallSeconds} s`
      : reason(error, address);
    return new TransferError(kind, text);
  };
  async function* watched(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body) {
        watch.refresh();
        yield chunk;
      }
    } catch (error) {
      throw failure(error, 'interrupted');
    }
  }
  try {
    const dispatcher = agent.compose(interceptors.redirect({ maxRedirections: MOST_REDIRECTS }));
    const asked = range && { range: `bytes=${range.start}-`, 'if-range': range.validator };
    const headers = { 'user-agent': 'captionlab', 'accept-encoding': 'identity', ...asked };
    const response = await request(address, { dispatcher, headers, signal: stall.signal }).catch(
      (error) => {
        throw failure(error, 'unreachable');
      },
    );
    // What is not read of an answer ends with an error when the connection is closed: nobody waits for it.
    response.body.on('error', () => {});
    watch.refresh();
    return await use({ ...readHead(response, range), body: watched(response.body) });
  } finally {
    clearTimeout(watch);
    await agent.destroy();
  }
}
