import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type DownloadOptions, download } from '../../lib/fetch/download.js';
import { UserError } from '../../lib/outputs/index.js';
import { sendFile, sendPart, serve } from './file-server.js';

process.env.NO_PROXY = '127.0.0.1';
process.env.no_proxy = '127.0.0.1';

const body = randomBytes(300_000);
const sha256 = `sha256:${createHash('sha256').update(body).digest('hex')}`;
const quick: DownloadOptions = { stallSeconds: 20, pauseSeconds: 0.01, onBytes: () => {} };
const impatient: DownloadOptions = { ...quick, stallSeconds: 0.3 };
const newTarget = () => join(mkdtempSync(join(tmpdir(), 'download-')), 'file.bin');

/** The file is there and right, and nothing lies beside it. */
function assertWhole(target: string, expected = body): void {
  assert.ok(readFileSync(target).equals(expected), 'the file is not what the server has');
  assert.deepEqual(readdirSync(dirname(target)), ['file.bin']);
}

/** Rejects with a UserError of this text, and leaves no file under the final name. */
async function assertFails(done: Promise<void>, target: string, text: RegExp): Promise<void> {
  await assert.rejects(done, (error) => error instanceof UserError && text.test(error.message));
  assert.ok(!existsSync(target));
}

test('a file comes whole, is checked, and its progress is told', async (t) => {
  const { address } = await serve(t, (request, response) => sendFile(request, response, body));
  const target = newTarget();
  const told: [number, number | undefined][] = [];
  const onBytes = (done: number, total?: number) => told.push([done, total]);
  await download(`${address}/x`, target, { ...quick, onBytes, bytes: 300_000, checksum: sha256 });
  assertWhole(target);
  assert.deepEqual(told[0], [0, 300_000]);
  assert.deepEqual(told.at(-1), [300_000, 300_000]);
});

test('a server that cuts in the middle is asked for the rest', async (t) => {
  const { address, asked } = await serve(t, (request, response, nth) =>
    nth === 1 ? sendPart(response, body, 100_000) : sendFile(request, response, body),
  );
  const target = newTarget();
  await download(`${address}/x`, target, { ...quick, checksum: sha256 });
  assertWhole(target);
  assert.deepEqual(
    asked.map(({ range }) => range),
    [undefined, 'bytes=100000-'],
  );
});

test('a later run goes on where an earlier one gave up', async (t) => {
  let broken = true;
  const { address, asked } = await serve(t, (request, response) =>
    broken ? sendPart(response, body, 100_000) : sendFile(request, response, body),
  );
  const target = newTarget();
  const first = download(`${address}/x`, target, quick);
  await assertFails(first, target, /file\.bin did not come from .*127.*100 kB of it are kept/);
  assert.equal(asked.length, 4);
  broken = false;
  await download(`${address}/x`, target, quick);
  assertWhole(target);
  assert.equal(asked.at(-1)?.range, 'bytes=100000-');
});

test('a file that changed in between is begun again, also where the server overlooks If-Range', async (t) => {
  const other = randomBytes(300_000);
  for (const heeds of [true, false]) {
    const { address } = await serve(t, (request, response, nth) => {
      if (nth === 1) return sendPart(response, body, 100_000);
      if (!heeds && request.headers.range) request.headers['if-range'] = '"two"';
      sendFile(request, response, other, '"two"');
    });
    const target = newTarget();
    await download(`${address}/x`, target, quick);
    assertWhole(target, other);
  }
});

test('a server without ranges, or without a name for its version, begins again', async (t) => {
  for (const etag of ['"one"', undefined]) {
    const { address } = await serve(t, (_, response, nth) => {
      response.writeHead(200, { 'content-length': body.length, ...(etag && { etag }) });
      if (nth === 1) response.write(body.subarray(0, 100_000), () => response.destroy());
      else response.end(body);
    });
    const target = newTarget();
    await download(`${address}/x`, target, quick);
    assertWhole(target);
  }
});

test('a server that stalls is left after the time-out, wherever it does', async (t) => {
  for (const bytes of [0, 100_000]) {
    const { address } = await serve(t, (_, response) => {
      if (bytes > 0) sendPart(response, body, bytes, { stop: () => {} });
    });
    const target = newTarget();
    await assertFails(
      download(`${address}/x`, target, impatient),
      target,
      /sent nothing for 0.3 s/,
    );
  }
});

test('a server that lies about the length is found out', async (t) => {
  const lies: [number, DownloadOptions, RegExp][] = [
    [body.length + 10, {}, /broke the connection|ended after 300000 of 300010/],
    [body.length - 10, { checksum: sha256 }, /its checksum is not/],
    [body.length - 10, { bytes: body.length }, /299990 bytes there instead of 300000/],
  ];
  for (const [length, options, text] of lies) {
    const { address } = await serve(t, (_, response) => {
      response.strictContentLength = false;
      response.writeHead(200, { 'content-length': length });
      response.write(body, () => setTimeout(() => response.destroy(), 20));
    });
    const target = newTarget();
    await assertFails(download(`${address}/x`, target, { ...quick, ...options }), target, text);
  }
});

test('a length that is not said is no obstacle, and too many bytes are refused', async (t) => {
  const { address } = await serve(t, (_, response) => {
    response.write(body.subarray(0, 1000));
    response.end(body.subarray(1000));
  });
  const target = newTarget();
  await download(`${address}/x`, target, quick);
  assertWhole(target);
  const short = newTarget();
  const done = download(`${address}/x`, short, { ...quick, bytes: 1000 });
  await assertFails(done, short, /more than the 1000 bytes/);
  assert.deepEqual(readdirSync(dirname(short)), []);
});

test('a server that ends the connection right after the file is no trouble', async (t) => {
  const one = randomBytes(64 * 1024);
  const { address } = await serve(t, (_, response) => {
    response.writeHead(200, { connection: 'close', 'content-length': one.length });
    response.flushHeaders();
    response.end(one);
  });
  for (let n = 0; n < 10; n++) {
    const target = newTarget();
    await download(`${address}/x`, target, quick);
    assertWhole(target, one);
  }
});

test('redirects are followed, with the range', async (t) => {
  const { address } = await serve(t, (request, response, nth) => {
    if (request.url === '/x') response.writeHead(302, { location: '/moved/x' }).end();
    else if (nth === 2) sendPart(response, body, 100_000);
    else sendFile(request, response, body);
  });
  const target = newTarget();
  await download(`${address}/x`, target, quick);
  assertWhole(target);
});

test('a server in trouble is asked again, one that has no such file is not', async (t) => {
  const good = await serve(t, (request, response, nth) => {
    if (nth < 3) response.writeHead(503).end();
    else sendFile(request, response, body);
  });
  const target = newTarget();
  await download(`${good.address}/x`, target, quick);
  assertWhole(target);
  const bad = await serve(t, (_, response) => response.writeHead(404).end('no'));
  const missing = newTarget();
  await assertFails(
    download(`${bad.address}/x`, missing, quick),
    missing,
    /answers 404.*put it at/,
  );
  assert.equal(bad.asked.length, 1);
});

test('a server that asks to be left alone is, for as long as it asks; where that is long, that is said', async (t) => {
  const { address, asked } = await serve(t, (request, response, nth) => {
    if (nth === 1) response.writeHead(429, { 'retry-after': '1' }).end();
    else if (nth === 2) response.writeHead(503, { 'retry-after': new Date().toUTCString() }).end();
    else sendFile(request, response, body);
  });
  const target = newTarget();
  const start = performance.now();
  await download(`${address}/x`, target, quick);
  assertWhole(target);
  assert.ok(performance.now() - start >= 1000);
  assert.equal(asked.length, 3);
  const busy = await serve(t, (_, response) =>
    response.writeHead(503, { 'retry-after': '3600' }).end(),
  );
  const other = newTarget();
  await assertFails(download(`${busy.address}/x`, other, quick), other, /503 and asks .* 3600 s/);
});

test('a body without an end is cut off, and one that only drips is left', async (t) => {
  const { address } = await serve(t, ({ url }, response) => {
    response.writeHead(200);
    const [bytes, pause] = url === '/endless' ? [100_000, 1] : [1, 30];
    const timer = setInterval(() => response.write(Buffer.alloc(bytes)), pause);
    response.on('close', () => clearInterval(timer));
  });
  const endless = newTarget();
  const most = { ...quick, mostBytes: 500_000 };
  await assertFails(download(`${address}/endless`, endless, most), endless, /more than the 500000/);
  assert.deepEqual(readdirSync(dirname(endless)), []);
  const slow = newTarget();
  await assertFails(
    download(`${address}/drip`, slow, { ...impatient, stallSeconds: 0.2 }),
    slow,
    /next to nothing for 0\.2 s/,
  );
});

test('a redirect to what is no web address is refused', async (t) => {
  for (const location of ['file:///etc/hostname', 'ftp://127.0.0.1/x', 'data:,x']) {
    const { address } = await serve(t, (_, response) =>
      response.writeHead(302, { location }).end(),
    );
    const target = newTarget();
    await assertFails(download(`${address}/x`, target, quick), target, /did not come from/);
    assert.deepEqual(readdirSync(dirname(target)), []);
  }
});

test('where nobody answers, the message says which file, from where, and what to do', async (t) => {
  const { address } = await serve(t, () => {});
  const closed = address.replace(/\d+$/, '1');
  const target = newTarget();
  const done = download(`${closed}/x`, target, { ...quick, byHand: 'Ask a friend.' });
  await assertFails(done, target, /^file\.bin did not come from http.*refuses.*Ask a friend\.$/);
});

test('a wrong checksum leaves nothing behind', async (t) => {
  const { address } = await serve(t, (request, response) => sendFile(request, response, body));
  const target = newTarget();
  const checksum = `md5:${'0'.repeat(32)}`;
  await assertFails(download(`${address}/x`, target, { ...quick, checksum }), target, /checksum/);
  assert.deepEqual(readdirSync(dirname(target)), []);
});

test('a file or a folder is as good a source', async () => {
  const source = newTarget();
  writeFileSync(source, body);
  for (const from of [source, dirname(source)]) {
    const target = newTarget();
    await download(from, target, { ...quick, checksum: sha256 });
    assertWhole(target);
  }
  const target = newTarget();
  await assertFails(download(tmpdir(), target, quick), target, /is not there/);
});

async function throughProxy(
  t: TestContext,
  env: Record<string, string>,
  from: string,
  options = quick,
) {
  const kept = { ...process.env };
  t.after(() => {
    process.env = kept;
  });
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']) {
    delete process.env[name.toLowerCase()];
    process.env[name] = env[name] ?? '';
  }
  const target = newTarget();
  await download(from, target, options);
  assertWhole(target);
}

test('HTTP_PROXY and NO_PROXY are honoured', async (t) => {
  const { address, asked } = await serve(t, (request, response) =>
    sendFile(request, response, body),
  );
  const far = 'http://far.example/x';
  await throughProxy(t, { HTTP_PROXY: address }, far);
  assert.deepEqual(
    asked.map(({ path }) => path),
    [far],
  );
  const near = await serve(t, (request, response) => sendFile(request, response, body));
  await throughProxy(t, { HTTP_PROXY: address, NO_PROXY: '127.0.0.1' }, `${near.address}/x`);
  assert.equal(asked.length, 1);
});

test('HTTPS_PROXY is asked for a tunnel', async (t) => {
  const { address, asked } = await serve(t, () => {});
  const done = throughProxy(t, { HTTPS_PROXY: address }, 'https://127.0.0.1:1/x');
  await assert.rejects(done, /did not come from https:.*403.*HTTPS_PROXY is set/);
  assert.deepEqual(
    asked.map(({ path }) => path),
    ['127.0.0.1:1'],
  );
});

test('a proxy that never answers is left after the time-out', async (t) => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => silent.close());
  const { port } = silent.address() as AddressInfo;
  const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
  await assert.rejects(
    throughProxy(t, env, 'https://far.example/x', impatient),
    /sent nothing|does not answer/,
  );
});
