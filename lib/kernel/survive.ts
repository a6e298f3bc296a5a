import { isRunning } from '../outputs/is-running.js';
import { isInterruption } from './execute.js';
import { failureOf } from './failure.js';

const events = ['unhandledRejection', 'uncaughtException'] as const;
const ways = ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'] as const;

function tell(thrown: unknown): void {
  if (isInterruption(thrown)) return;
  const { traceback } = failureOf(thrown);
  console.error(`Nobody waited for this, and it failed:\n${traceback.join('\n')}`);
}

/**
 * Keeps the kernel alive whatever a promise or a callback throws: it is told in the running cell.
 * Listeners that libraries add later are ignored: those of compiled WebAssembly throw again, which ends the process.
 */
export function surviveErrors(): void {
  for (const event of events) {
    process.removeAllListeners(event);
    process.on(event, tell);
  }
  for (const way of ways) {
    const add = process[way] as (event: string | symbol, listener: () => void) => NodeJS.Process;
    Object.defineProperty(process, way, {
      configurable: true,
      value(this: NodeJS.Process, event: string | symbol, listener: () => void) {
        return (events as readonly unknown[]).includes(event)
          ? this
          : add.call(this, event, listener);
      },
    });
  }
}

/**
 * Ends the kernel when the Jupyter that started it is gone, as after a kill -9. Jupyter tells who it is by JPY_PARENT_PID:
 * it may have gone while the kernel was being loaded.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  const jupyter = Number(process.env.JPY_PARENT_PID) || parent;
  setInterval(() => {
    if (process.ppid !== parent || !isRunning(jupyter)) process.exit(1);
  }, 2000).unref();
}
