import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  runAhead,
  startEngine,
  startWorkers,
  usefulProcesses,
  type Workers,
} from '../../lib/engine/index.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { isRunning } from '../../lib/outputs/is-running.js';
import { moduleOptions } from '../../lib/outputs/own-modules.js';
import { eventually } from '../pages/eventually.js';

const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
const taskFile = join(folder, 'task.mjs');
const task = pathToFileURL(taskFile).href;

/** A task that doubles numbers; it dies once when told where to leave a mark, and always at -1. */
const source = `
import { existsSync, writeFileSync } from 'node:fs';
export const prepare = async ({ factor }) => async ({ numbers, mark }) => {
  if (mark && !existsSync(mark)) {
    writeFileSync(mark, '');
    process.kill(process.pid, 'SIGKILL');
  }
  if (numbers[0] === -1) process.kill(process.pid, 'SIGKILL');
  if (numbers.length === 0) throw new RangeError('no numbers');
  return { doubled: numbers.map((n) => n * factor), pid: process.pid };
};`;

type Job = { numbers: Float32Array; mark?: string };
type Result = { doubled: Float32Array; pid: number };

describe('worker processes', () => {
  let workers: Workers<Job, Result>;

  before(async () => {
    mock.method(console, 'warn', () => {});
    writeFileSync(taskFile, source);
    await startEngine();
    workers = await startWorkers(2, task, { factor: 2 });
  });
  after(() => workers.close());

  it('take and give typed arrays, each worker its share', async () => {
    const jobs = [1, 2, 3, 4].map((n) => workers.run({ numbers: Float32Array.of(n, 0.5) }));
    const results = await Promise.all(jobs);
    assert.deepEqual(
      results.map(({ doubled }) => doubled),
      [1, 2, 3, 4].map((n) => Float32Array.of(2 * n, 1)),
    );
    assert.equal(new Set(results.map(({ pid }) => pid)).size, 2);
    assert.ok(workers.peakMemoryBytes() > 2e7);
  });

  it('do the job of one that died again', async () => {
    const mark = join(folder, 'died');
    const { doubled } = await workers.run({ numbers: Float32Array.of(21), mark });
    assert.deepEqual(doubled, Float32Array.of(42));
  });

  it('report a job that throws, and one at which they die twice, and go on', async () => {
    await assert.rejects(workers.run({ numbers: new Float32Array(0) }), {
      name: 'RangeError',
      message: 'no numbers',
    });
    await assert.rejects(workers.run({ numbers: Float32Array.of(-1) }), {
      name: 'UserError',
      message: /ended twice at the same work \((SIGKILL|code 1)\)/,
    });
    const { doubled } = await workers.run({ numbers: Float32Array.of(1) });
    assert.deepEqual(doubled, Float32Array.of(2));
  });

  it('end when their parent is killed', async () => {
    const parent = `
      import { startWorkers } from './lib/engine/index.ts';
      startWorkers(1, ${JSON.stringify(task)}, { factor: 2 })
        .then(({ run }) => run({ numbers: Float32Array.of(1) }))
        .then(({ pid }) => console.log(pid));`;
    const child = spawn(process.execPath, [...moduleOptions, '--input-type=module', '-e', parent], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await child.stdout.take(1).toArray()) as Buffer[];
    const pid = Number(said);
    assert.ok(isRunning(pid), 'the worker runs');
    child.kill('SIGKILL');
    await eventually(() => assert.equal(isRunning(pid), false));
  });
});

describe('worker threads', () => {
  const threadTask = join(folder, 'thread-task.mjs');
  let workers: Workers<{ at: number; mark?: string }, number>;
  const shared = new SharedArrayBuffer(8);

  before(async () => {
    mock.method(console, 'warn', () => {});
    writeFileSync(
      threadTask,
      `import { existsSync, writeFileSync } from 'node:fs';
      export const prepare = async ({ shared }) => async ({ at, mark }) => {
        if (mark && !existsSync(mark)) {
          writeFileSync(mark, '');
          process.exit(3);
        }
        if (at < 0) throw new RangeError('before the beginning');
        new Int32Array(shared)[at] = 7 + at;
        return process.pid;
      };`,
    );
    await startEngine();
    const url = pathToFileURL(threadTask).href;
    workers = await startWorkers(2, url, { shared }, { threads: true });
  });
  after(() => workers.close());

  it('share memory with this process, do the job of one that died again, and report what throws', async () => {
    const pids = await Promise.all([0, 1].map((at) => workers.run({ at })));
    assert.deepEqual(pids, [process.pid, process.pid]);
    assert.deepEqual([...new Int32Array(shared)], [7, 8]);
    new Int32Array(shared).fill(0);
    await workers.run({ at: 1, mark: join(folder, 'thread died') });
    assert.deepEqual([...new Int32Array(shared)], [0, 8]);
    await assert.rejects(workers.run({ at: -1 }), { name: 'RangeError' });
  });
});

describe('how many processes are of use', () => {
  const withMemory = (gib: number) => {
    const limit = mock.method(process, 'constrainedMemory', () => gib * 2 ** 30);
    const count = usefulProcesses({ name: 'wasm' });
    limit.mock.restore();
    return count;
  };

  it('is what the memory of a container is enough for, whatever the machine has', () => {
    assert.equal(withMemory(3), 1);
    assert.ok(withMemory(2 ** 20) >= 1);
  });

  it('is what is asked for, and one where the engine takes all cores by itself', () => {
    process.env.CAPTIONLAB_WORKERS = '7';
    try {
      assert.equal(usefulProcesses({ name: 'wasm' }), 7);
      assert.equal(usefulProcesses({ name: 'native' }), 1);
      process.env.CAPTIONLAB_WORKERS = 'many';
      assert.throws(() => usefulProcesses({ name: 'wasm' }), /CAPTIONLAB_WORKERS is "many"/);
    } finally {
      delete process.env.CAPTIONLAB_WORKERS;
    }
  });
});

describe('running ahead', () => {
  it('begins no more jobs than its depth, and gives results in their order', async () => {
    let begun = 0;
    let most = 0;
    let taken = 0;
    const run = async (n: number) => {
      begun++;
      most = Math.max(most, begun - taken);
      await setTimeout(n % 2 ? 8 : 1);
      return n * n;
    };
    const results: number[] = [];
    for await (const result of runAhead([1, 2, 3, 4, 5], run, 3)) {
      taken++;
      results.push(result);
    }
    assert.deepEqual(results, [1, 4, 9, 16, 25]);
    assert.equal(most, 3);
  });

  it('tells what a job threw when its turn comes', async () => {
    const run = async (n: number) => {
      if (n === 2) throw new Error('no two');
      return n;
    };
    const results: number[] = [];
    const all = async () => {
      for await (const result of runAhead([1, 2, 3], run, 3)) results.push(result);
    };
    await assert.rejects(all, /no two/);
    assert.deepEqual(results, [1]);
  });
});
