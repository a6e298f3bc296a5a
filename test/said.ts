import { mock } from 'node:test';

/** What a call prints with console.log, on one line. */
export function said(call: () => void): string {
  const lines: string[] = [];
  const log = mock.method(console, 'log', (...parts: unknown[]) => {
    lines.push(parts.join(' '));
  });
  try {
    call();
  } finally {
    log.mock.restore();
  }
  return lines.join(' ');
}
