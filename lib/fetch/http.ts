import type { IncomingHttpHeaders } from 'node:http';
import { Writable } from 'node:stream';
import { EnvHttpProxyAgent, interceptors, Pool, stream } from 'undici';
import { UserError } from '../outputs/index.js';
import type { Range } from '../outputs/partial-file.js';

/** What a server says before it sends the file from byte `start` on. */
export interface Head {
  start: number;
  /** Bytes of the whole file, where the server says so. */
  total?: number;
  /** Names this version of the file (RFC 9110: a strong ETag, else Last-Modified). */
  validator?: string;
}

/** Takes what comes. */
export interface Sink {
  write(chunk: Uint8Array): void;
  /** All has come. */
  end(): void;
  /** Called last, whatever happened. */
  close(): void;
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
    /** How long the server asks to be left alone. */
    readonly waitSeconds = 0,
  ) {
    super(message);
  }
}

const MOST_REDIRECTS = 10;
/** Fewer bytes than these in the time of a stall are as good as none. */
const LEAST_BYTES = 1000;
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
  UND_ERR_HEADERS_TIMEOUT: 'it does not answer',
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
function openAgent(stallSeconds: number): EnvHttpProxyAgent {
  // Connecting, and asking a proxy for a tunnel, are not ended by the signal that ends a request.
  const timeout = 1000 * stallSeconds;
  const clientFactory = (origin: URL, options: object) =>
    new Pool(origin, { ...options, headersTimeout: timeout });
  try {
    return new EnvHttpProxyAgent({ proxyTunnel: false, connect: { timeout }, clientFactory });
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
function readHead(statusCode: number, headers: IncomingHttpHeaders, range?: Range): Head {
  const validator = validatorOf(headers);
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
  throw new TransferError(again ? 'interrupted' : 'refused', said, waitOf(headers));
}

/** The seconds that Retry-After says (RFC 9110), as a number or a date; 0 where it says nothing. */
function waitOf({ 'retry-after': said = '' }: IncomingHttpHeaders): number {
  if (/^\d+$/.test(said)) return Number(said);
  const until = Date.parse(said);
  return Number.isNaN(until) ? 0 : Math.max(0, (until - Date.now()) / 1000);
}

/** What began encrypted must not go on where anybody on the way may change it. */
function refuseDowngrade(address: string, hops: readonly URL[] = []): void {
  const open = address.startsWith('https:') && hops.find(({ protocol }) => protocol === 'http:');
  if (open) throw new TransferError('refused', `it leads from https to ${open.origin}`);
}

/**
 * A stream that never asks for a pause: undici 7 ends the whole process where a connection ends during one.
 * So every chunk is taken at once.
 */
function unpaused(write: (chunk: Uint8Array) => void): Writable {
  return new Writable({
    highWaterMark: Number.MAX_SAFE_INTEGER,
    write(chunk: Uint8Array, _, done) {
      try {
        write(chunk);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/**
 * Asks for a file, or for the rest of it, and hands what comes to the sink that `begin` opens.
 * Redirects are followed, but for those from https to http. Connecting, the answer's head and every further 1,000 bytes may
 * each take `stallSeconds`.
 * @throws TransferError when the server or the network does not play along; and what `begin` and the sink throw
 */
export async function transfer(
  address: string,
  { range, stallSeconds }: { range?: Range; stallSeconds: number },
  begin: (head: Head) => Sink,
): Promise<void> {
  const agent = openAgent(stallSeconds);
  const stall = new AbortController();
  const watch = setTimeout(() => stall.abort(), 1000 * stallSeconds);
  let answered = false;
  let since = 0;
  let own: { error: unknown } | undefined;
  const owned = <T>(step: () => T): T => {
    try {
      return step();
    } catch (error) {
      own = { error };
      throw error;
    }
  };
  const sinks: Sink[] = [];
  const dispatcher = agent.compose(interceptors.redirect({ maxRedirections: MOST_REDIRECTS }));
  const asked = range && { range: `bytes=${range.start}-`, 'if-range': range.validator };
  const headers = { 'user-agent': 'captionlab', 'accept-encoding': 'identity', ...asked };
  try {
    await stream(
      address,
      { method: 'GET', dispatcher, headers, signal: stall.signal },
      ({ statusCode, headers: said, context }) => {
        answered = true;
        watch.refresh();
        const { history } = (context ?? {}) as { history?: URL[] };
        const sink = owned(() => {
          refuseDowngrade(address, history);
          return begin(readHead(statusCode, said as IncomingHttpHeaders, range));
        });
        sinks.push(sink);
        return unpaused((chunk) => {
          since += chunk.length;
          if (since >= LEAST_BYTES) {
            since = 0;
            watch.refresh();
          }
          owned(() => sink.write(chunk));
        });
      },
    );
    for (const sink of sinks) owned(() => sink.end());
  } catch (error) {
    if (own) throw own.error;
    const silent = `it sent ${since === 0 ? 'nothing' : 'next to nothing'} for ${stallSeconds} s`;
    throw new TransferError(
      answered ? 'interrupted' : 'unreachable',
      stall.signal.aborted ? silent : reason(error, address),
    );
  } finally {
    clearTimeout(watch);
    for (const sink of sinks) sink.close();
    await agent.destroy();
  }
}
