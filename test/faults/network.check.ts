// Downloads from a server that does at random what servers and networks do: each comes whole in the end, or is refused by a
// sentence and leaves no file under its name.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createRandom, type Random } from '../../lib/engine/random.js';
import { download } from '../../lib/fetch/download.js';
import { UserError } from '../../lib/outputs/index.js';
import { sendFile } from '../fetch/file-server.js';
import { keepResult } from './results.js';

const TIMES = Math.ceil(40 * Number(process.env.FAULT_SHARE ?? 1));
const folder = mkdtempSync(join(tmpdir(), 'faults-network-'));
const random = createRandom('network');
const body = Buffer.from(Array.from({ length: 60_000 }, () => Math.floor(random.uniform() * 256)));
const checksum = `sha256:${createHash('sha256').update(body).digest('hex')}`;

type Answer = (request: IncomingMessage, response: ServerResponse, random: Random) => void;

const range = ({ headers }: IncomingMessage) =>
  headers['if-range'] === '"one"' ? Number(/\d+/.exec(headers.range ?? '')?.[0] ?? 0) : 0;

/** Sends the right head and some of what belongs to it. */
function sendSome(request: IncomingMessage, response: ServerResponse, random: Random): void {
  const start = range(request);
  const left = body.subarray(start);
  const content = { etag: '"one"', 'content-length': left.length };
  const of = `bytes ${start}-${body.length - 1}/${body.length}`;
  response.writeHead(start > 0 ? 206 : 200, {
    ...content,
    ...(start > 0 && { 'content-range': of }),
  });
  response.write(left.subarray(0, Math.floor(random.uniform() * left.length)));
}

/** What the first few requests meet; those after it are answered well. `never` marks what no later request mends. */
const faults: Record<string, { never?: boolean; answer: Answer }> = {
  'cut in the middle': {
    answer: (request, response, random) => {
      sendSome(request, response, random);
      setTimeout(() => response.destroy(), 10);
    },
  },
  'silence in the middle': { answer: sendSome },
  'no answer': { answer: () => {} },
  'a connection that is closed at once': { answer: ({ socket }) => void socket.destroy() },
  '503 with Retry-After': {
    answer: (_, response) => response.writeHead(503, { 'retry-after': '1' }).end('busy'),
  },
  '429 without': { answer: (_, response) => response.writeHead(429).end() },
  '500 with a page': {
    answer: (_, response) => response.writeHead(500).end('<h1>Oh</h1>'.repeat(99)),
  },
  'a byte changed on the way': {
    never: true,
    answer: (request, response, random) => {
      const other = Buffer.from(body);
      other[Math.floor(random.uniform() * body.length)] ^= 1;
      sendFile(request, response, other);
    },
  },
  'a length that is too short': {
    never: true,
    answer: (_, response, random) => {
      const length = Math.floor(random.uniform() * body.length);
      response.writeHead(200, { 'content-length': length }).end(body.subarray(0, length));
    },
  },
  'a length that is too long': {
    never: true,
    answer: (_, response) => {
      response.writeHead(200, { 'content-length': body.length + 9 });
      response.write(body, () => response.destroy());
    },
  },
  'a body without an end': {
    never: true,
    answer: (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(Buffer.alloc(20_000)), 1);
      response.on('close', () => clearInterval(timer));
    },
  },
  'a drip': {
    never: true,
    answer: (_, response) => {
      response.writeHead(200, { 'content-length': body.length });
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    },
  },
  'a redirect to another scheme': {
    never: true,
    answer: (_, response, random) => {
      const location = random.choice(['file:///etc/hostname', 'ftp://127.0.0.1/x', 'javascript:1']);
      response.writeHead(302, { location }).end();
    },
  },
  'redirects in a circle': {
    never: true,
    answer: ({ url }, response) => response.writeHead(302, { location: `${url}` }).end(),
  },
  'headers that are no HTTP': {
    never: true,
    answer: ({ socket }) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n'),
  },
  'a page instead of the file': {
    never: true,
    answer: (_, response) => response.writeHead(200).end('<html>Log in to this network</html>'),
  },
};

let address = '';
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => answer(request, response));
before(async () => {
  process.env.NO_PROXY = process.env.no_proxy = '127.0.0.1';
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

/** Downloads, and again where that was refused though a later request is answered well: as a person runs it again. */
async function attempt(name: string, nth: number): Promise<string[]> {
  const { never, answer: meet } = faults[name];
  const random = createRandom(`${name} ${nth}`);
  const bad = never ? Number.POSITIVE_INFINITY : 1 + Math.floor(random.uniform() * 3);
  let asked = 0;
  answer = (request, response) =>
    ++asked <= bad ? meet(request, response, random) : sendFile(request, response, body);
  const place = join(folder, `${name} ${nth}`);
  const target = join(place, 'file.bin');
  const options = { bytes: body.length, checksum, stallSeconds: 0.3, pauseSeconds: 0.01 };
  let refused = true;
  for (let tries = 0; refused && tries < (never ? 1 : 4); tries++) {
    try {
      await download(`${address}/x`, target, { ...options, onBytes: () => {} });
      refused = false;
    } catch (error) {
      if (!(error instanceof UserError)) return [(error as Error).stack ?? String(error)];
      if (existsSync(target)) return [`refused, and the file is there: ${error.message}`];
    }
  }
  if (refused) return never ? [] : ['refused four times'];
  if (!readFileSync(target).equals(body)) return ['another file was taken'];
  return readdirSync(place).length === 1 ? [] : [`beside it: ${readdirSync(place)}`];
}

describe('the network', { timeout: 3600_000 }, () => {
  for (const fault of Object.keys(faults)) {
    it(fault, async () => {
      const lost: string[] = [];
      const times = /drip|silence|no answer|Retry/.test(fault) ? Math.ceil(TIMES / 4) : TIMES;
      for (let n = 0; n < times; n++) lost.push(...(await attempt(fault, n)));
      await keepResult({ section: 'network', fault, tried: times, survived: times - lost.length });
      assert.deepEqual(lost, []);
    });
  }
});
