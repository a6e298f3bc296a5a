import type { SpawnSyncReturns } from 'node:child_process';

const onWindows = process.platform === 'win32';

/** Why a test that sends a process a signal other than the last one is skipped. */
export const withoutSignals = onWindows && 'a process of Windows gets no signals';

/** Whether a process ended as by kill -9, which Windows tells as an exit code. */
export function wasKilled({ signal, status }: SpawnSyncReturns<unknown>): boolean {
  return onWindows ? status === 1 : signal === 'SIGKILL';
}
