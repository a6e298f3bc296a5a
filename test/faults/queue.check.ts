// The queue: of four processes two are killed and one hangs, and the server is killed and started again, and still every
// picture is in the merged store once, as one process leaves it. Needs BullMQ and a redis-server or valkey-server on the PATH.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connectToServer, queuesOn } from '../../lib/image-encoding/queue/open-queue.js';
import { captionlabProgram } from '../cli/command-line.js';
import { freePort, queueProgram, startQueueServer } from './queue-server.js';
import { drawPlainDataset } from './scenarios.js';

const PICTURES = Number(process.env.QUEUE_PICTURES ?? 640);
const folder = mkdtempSync(join(tmpdir(), 'captionlab-queue-'));
const data = ['--dataset', 'flickr8k', '--data', join(folder, 'pictures')];
const words = ['encode', ...data, '--encoder', 'scenes-cnn', '--workers', '1'];

interface Running {
  child: ChildProcess;
  ended: Promise<{ code: number | null; said: string }>;
}

function start(outputs: string, ...more: string[]): Running {
  const child = spawn(process.execPath, [captionlabProgram, ...words, ...more], {
    env: { ...process.env, CAPTIONLAB_OUTPUTS: outputs },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text;
    });
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, said })),
  );
  return { child, ended };
}

const storeIn = (outputs: string) => join(outputs, 'flickr8k', 'features', 'scenes-cnn');
const filesIn = (outputs: string) =>
  ['index.tsv', 'vectors.npy'].map((name) => readFileSync(join(storeIn(outputs), name)));

/** How many lines the journals of a store have. */
function linesIn(outputs: string): number {
  try {
    const names = readdirSync(storeIn(outputs)).filter((name) => name.startsWith('journal.'));
    const texts = names.map((name) => readFileSync(join(storeIn(outputs), name), 'utf8'));
    return texts.reduce((sum, text) => sum + text.split('\n').length - 1, 0);
  } catch {
    return 0; // taken away meanwhile
  }
}

async function untilThere(outputs: string, rows: number): Promise<void> {
  while (linesIn(outputs) < rows) await pause(50);
}

let port: number;
let server: ChildProcess;
const address = () => `redis://127.0.0.1:${port}`;

function startServer(): void {
  server = startQueueServer(join(folder, 'server'), port);
}

function assertWhole(outputs: string, whole: string): void {
  const [index, vectors] = filesIn(outputs);
  const ids = index
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t')[0]);
  assert.equal(new Set(ids).size, PICTURES);
  assert.equal(ids.length, PICTURES);
  assert.deepEqual([index, vectors], filesIn(whole));
}

describe('the queue', {
  skip: queueProgram ? false : 'neither redis-server nor valkey-server is here',
}, () => {
  const whole = join(folder, 'whole');
  before(async () => {
    await drawPlainDataset(join(folder, 'pictures'), PICTURES);
    assert.equal((await start(whole).ended).code, 0);
    port = await freePort();
    startServer();
  });
  after(() => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives the pictures of two killed processes and of one that hangs to the fourth', async () => {
    const outputs = join(folder, 'four');
    const queue = ['--queue', address(), '--lease', '4'];
    const four = [1, 2, 3, 4].map(() => start(outputs, ...queue));
    await untilThere(outputs, PICTURES / 8);
    four[0].child.kill('SIGKILL');
    await untilThere(outputs, PICTURES / 4);
    four[1].child.kill('SIGKILL');
    four[2].child.kill('SIGSTOP');
    const last = await four[3].ended;
    assert.equal(last.code, 0, last.said);
    assertWhole(outputs, whole);
    four[2].child.kill('SIGCONT');
    const woken = await four[2].ended;
    assert.equal(woken.code, 0, woken.said);
    assertWhole(outputs, whole); // it wrote once more what others had written
    console.log(last.said);
  });

  it('is whole after its server was killed and started again from its append-only file', async () => {
    const outputs = join(folder, 'restarted');
    const first = start(outputs, '--queue', address(), '--again');
    await untilThere(outputs, 8);
    const two = [first, start(outputs, '--queue', address())];
    const journals = () =>
      readdirSync(storeIn(outputs)).filter((name) => name.startsWith('journal.'));
    while (journals().length < 2) await pause(50);
    server.kill('SIGKILL');
    await pause(2000);
    startServer();
    const ended = await Promise.all(two.map((one) => one.ended));
    for (const { code, said } of ended) assert.equal(code, 0, said);
    assert.match(ended.map(({ said }) => said).join(''), /queue's server is away/);
    assertWhole(outputs, whole);
  });

  it('keeps what fails several times, with the reason, and tries it again when told', async () => {
    const connection = await connectToServer(address());
    const [queue] = await queuesOn(connection);
    await queue.add('pictures', { part: 2, parts: 10 ** 6 }, { jobId: 'none', attempts: 2 });
    const outputs = join(folder, 'given-up');
    const { code, said } = await start(outputs, '--queue', address()).ended;
    assert.equal(code, 1);
    assert.match(said, /1 parts of the pictures were given up/);
    const show = spawnSync(process.execPath, [captionlabProgram, 'queue', address(), '--json']);
    const [{ givenUp }] = JSON.parse(show.stdout.toString());
    assert.match(
      givenUp[0].reason,
      /Part 2 of 1000000 is wanted, and the pictures are cut into 10/,
    );
    const retried = spawnSync(process.execPath, [captionlabProgram, 'queue', address(), '--retry']);
    assert.equal(retried.status, 0, retried.stderr.toString());
    assert.deepEqual(await queue.getJobCounts('failed', 'wait'), { failed: 0, wait: 1 });
    await queue.close();
    connection.disconnect();
  });
});
