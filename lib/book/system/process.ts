import { EventEmitter } from './events.js';
import { chdir, cwd } from './folder.js';
import { systemError } from './tree.js';

/** This process's number: there is no other. */
const PID = 1;

function hrtime(before?: [number, number]): [number, number] {
  const now = performance.now();
  const time: [number, number] = [Math.floor(now / 1000), Math.round((now % 1000) * 1e6)];
  return before ? [time[0] - before[0], time[1] - before[1]] : time;
}

const memory = () => {
  const { memory } = performance as { memory?: { usedJSHeapSize: number } };
  const used = memory?.usedJSHeapSize ?? 0;
  return { rss: used, heapUsed: used, heapTotal: used, external: 0, arrayBuffers: 0 };
};

const stream = () => ({
  isTTY: false,
  columns: 80,
  fd: 1,
  write: (_text: unknown) => true,
  on() {},
  once() {},
});

/** Node's `process` in a browser, as far as lib, tslab and TypeScript ask for it. */
export const process = Object.assign(new EventEmitter(), {
  ...{ cwd, chdir, pid: PID, ppid: PID },
  env: {} as Record<string, string | undefined>,
  argv: ['node', 'captionlab'],
  execArgv: [] as string[],
  execPath: '/bin/node',
  ...{ platform: 'linux', arch: 'wasm', version: 'v20.18.1' },
  versions: { node: '20.18.1' } as Record<string, string>,
  release: { name: 'node' },
  exitCode: undefined as number | undefined,
  stdout: stream(),
  stderr: stream(),
  stdin: { isTTY: false, on() {} },
  nextTick: (work: (...words: unknown[]) => void, ...words: unknown[]) =>
    queueMicrotask(() => work(...words)),
  hrtime: Object.assign(hrtime, { bigint: () => BigInt(Math.round(performance.now() * 1e6)) }),
  uptime: () => performance.now() / 1000,
  memoryUsage: Object.assign(memory, { rss: () => memory().rss }),
  resourceUsage: () => ({ maxRSS: Math.round(memory().rss / 1024) }),
  cpuUsage: () => ({ user: performance.now() * 1000, system: 0 }),
  emitWarning: (text: unknown) => console.warn(String(text)),
  kill(pid: number) {
    if (pid !== PID) throw Object.assign(systemError('ENOENT', 'kill'), { code: 'ESRCH' });
  },
  exit() {
    self.close();
  },
  umask: () => 0,
});

// biome-ignore lint/style/noDefaultExport: Node's own module has one
export { process as default };
