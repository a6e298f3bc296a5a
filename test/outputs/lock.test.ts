import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  holderOf,
  lock,
  lockPath,
  projectRoot,
  withLock,
  withPatientLock,
} from '../../lib/outputs/index.js';

const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
after(() => rmSync(folder, { recursive: true }));
const place = (name: string) => join(folder, 'run', name);

/** A process that takes a lock and says so; it ends when it is killed, or after a time. */
async function holder(path: string, milliseconds = 1e6) {
  const program = `import { lock } from './lib/outputs/index.ts';
    lock(process.env.PLACE); console.log('held'); setTimeout(() => process.exit(), ${milliseconds});`;
  const words = ['--import', 'tsx', '--input-type=module', '-e', program];
  const child = spawn(process.execPath, words, {
    ...{ cwd: projectRoot, env: { ...process.env, PLACE: path } },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

/** Writes the lock of a holder that is as said. */
const writeLock = (path: string, others: object) => {
  const since = new Date().toISOString();
  const own = {
    pid: process.pid,
    host: hostname(),
    since,
    command: 'captionlab train',
    started: '',
  };
  lock(path)(); // makes the folder
  writeFileSync(lockPath(path), JSON.stringify({ ...own, ...others }));
};

describe('what a process writes alone', () => {
  it('is refused to a second, which is told the number, the time and the command of the first', async () => {
    const path = place('model');
    const child = await holder(path);
    assert.throws(() => lock(path), {
      name: 'UserError',
      message: new RegExp(
        `model is being written by another process: number ${child.pid}, since \\d\\d/\\d\\d/\\d{4}, [\\d:]+ \\(.*\\)\\. Wait until it has ended, or end it\\.`,
      ),
    });
    assert.equal(holderOf(path)?.pid, child.pid);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.ok(existsSync(lockPath(path)), 'it could not give it back');
    assert.equal(holderOf(path), undefined);
    lock(path)();
    assert.ok(!existsSync(lockPath(path)));
  });

  it('is given back when the process ends', async () => {
    const path = place('web');
    const child = await holder(path, 0);
    await once(child, 'exit');
    assert.ok(!existsSync(lockPath(path)));
  });

  it('is given back when the work fails, and taken again by what the work does', async () => {
    const path = place('report');
    const failing = withLock(path, () =>
      withLock(path, () => {
        assert.equal(JSON.parse(readFileSync(lockPath(path), 'utf8')).pid, process.pid);
        throw new Error('stop');
      }),
    );
    await assert.rejects(failing, /stop/);
    assert.ok(!existsSync(lockPath(path)));
  });

  it('is waited for where it takes a moment', async () => {
    const path = place('features');
    await holder(path, 300);
    assert.equal(await withPatientLock(path, () => 'done'), 'done');
  });

  it('is taken over from a process of the same number that started at another time', () => {
    const path = place('reused');
    writeLock(path, { pid: process.ppid, started: '1' });
    if (process.platform === 'linux') lock(path)();
    writeLock(path, { pid: 2 ** 22 + 1 });
    lock(path)();
    writeLock(path, { pid: process.ppid, since: '2001-01-01T00:00:00.000Z' }); // before the system started
    lock(path)();
  });

  it('of another machine is never taken over: it is said what to delete', () => {
    const path = place('shared');
    writeLock(path, { host: 'elsewhere', pid: 1 });
    assert.throws(
      () => lock(path),
      /runs on elsewhere: .* where that is gone, delete .*shared\.lock\./,
    );
  });

  it('is taken over from a lock that names nobody, once it is not just being written', () => {
    const path = place('nameless');
    writeLock(path, {});
    writeFileSync(lockPath(path), '{"pid"');
    assert.throws(() => lock(path), /just being taken by another process/);
    utimesSync(lockPath(path), new Date(), new Date(Date.now() - 10_000));
    lock(path)();
  });
});
