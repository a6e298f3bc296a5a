import { setTimeout as pause } from 'node:timers/promises';

/** Far longer than anything takes that comes at all, in milliseconds: it is waited out only where a test fails. */
const PATIENCE = 60_000;
const BETWEEN = 50;

/**
 * Asserts again and again until it holds. A page, a process, a file changes after what was done to it, and not by then.
 * @throws what the assertion last threw, when it does not hold in time
 */
export async function eventually(assertion: () => unknown): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(BETWEEN);
    }
  }
}
