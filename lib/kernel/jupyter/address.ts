import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

/** How Jupyter names a server that listens on every address of the machine; some versions take the machine's name. */
const everywhere = ['0.0.0.0', '[::]', hostname()];

/**
 * The address to open, of those in Jupyter's log: the first, and where that stands for every address of the machine the
 * one that this machine can open.
 * @returns undefined as long as the log does not hold it
 */
export function addressToOpen(log: string): string | undefined {
  const start = log.indexOf('running at');
  if (start < 0) return undefined;
  const addresses = [...log.slice(start).matchAll(/https?:\/\/\S+(?=\s)/g)].map(([url]) => url);
  const named = (url: string, names: string[]) => names.includes(new URL(url).hostname);
  const [first] = addresses;
  if (!first || !named(first, everywhere)) return first;
  return addresses.find((url) => named(url, ['127.0.0.1', '[::1]', 'localhost']));
}

/** How long an address is waited for: one that never answers is told all the same. */
const PATIENCE = 5000;

/**
 * Waits until something answers at an address: Jupyter writes it into its log before it listens there.
 * @param isOver whether nothing will answer any more
 */
export async function untilItAnswers(url: string, isOver: () => boolean): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE);
  while (!signal.aborted && !isOver()) {
    try {
      await fetch(url, { method: 'HEAD', redirect: 'manual', signal });
      return;
    } catch {
      await wait(50);
    }
  }
}
