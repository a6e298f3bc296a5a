import { spawn } from 'node:child_process';
import { closeSync, createWriteStream, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

/** Begins a log file anew. */
export function beginLog(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'w'));
}

/**
 * Runs a program, what it says added to a log file and not to the screen.
 * @param onLine told each line that it says
 * @returns whether it went well
 */
export async function ranLogged(
  program: string,
  words: string[],
  log: string,
  onLine: (line: string) => void = () => {},
): Promise<boolean> {
  const file = createWriteStream(log, { flags: 'a' });
  file.write(`$ ${[program, ...words].join(' ')}\n`);
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      file.write(`${line}\n`);
      onLine(line);
    });
  }
  const status = await new Promise<number | null>((resolve) => {
    child.on('error', (error) => {
      file.write(`${error.message}\n`);
      resolve(null);
    });
    child.on('close', resolve);
  });
  await new Promise<void>((resolve) => file.end(resolve));
  return status === 0;
}
