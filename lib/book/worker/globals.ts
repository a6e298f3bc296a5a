// What Node has everywhere and a browser has not; loaded before anything that looks for it.
import { Buffer } from 'buffer';
import { process } from '../system/process.js';
import { formatWithOptions } from '../system/util.js';

Object.assign(globalThis, { process, Buffer, global: globalThis });
Object.assign(globalThis, {
  setImmediate: (work: (...words: unknown[]) => void, ...words: unknown[]) =>
    setTimeout(work, 0, ...words),
  clearImmediate: clearTimeout,
});

/** What is printed goes where the kernel listens, in the words of Node. */
const printer =
  (stream: 'stdout' | 'stderr') =>
  (...words: unknown[]): void => {
    process[stream].write(`${formatWithOptions({}, ...words)}\n`);
  };

for (const name of ['log', 'info', 'debug'] as const) console[name] = printer('stdout');
for (const name of ['error', 'warn', 'trace'] as const) console[name] = printer('stderr');

/** Timers that a program does not wait for: the browser waits for none. */
const { setTimeout: later, setInterval: again } = globalThis;
class Timer {
  constructor(private readonly id: number) {}
  unref = () => this;
  ref = () => this;
  hasRef = () => true;
  [Symbol.toPrimitive] = () => this.id;
}
Object.assign(globalThis, {
  setTimeout: (...words: Parameters<typeof later>) => new Timer(Number(later(...words))),
  setInterval: (...words: Parameters<typeof again>) => new Timer(Number(again(...words))),
});

self.addEventListener('unhandledrejection', (event) => {
  if (process.emit('unhandledRejection', event.reason)) event.preventDefault();
});
self.addEventListener('error', (event) => {
  if (process.emit('uncaughtException', event.error ?? event.message)) event.preventDefault();
});
