import { spawnSync } from 'node:child_process';
import { sep } from 'node:path';
import { projectRoot } from './run-folder.js';

/** Where a program works, and with what. */
interface RunOptions {
  /** The folder it works in. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a program with its own output on the screen; true if it went well. */
export function ran(program: string, words: string[], { cwd, env }: RunOptions = {}): boolean {
  console.log(`$ ${[program, ...words].join(' ').replaceAll(`${projectRoot}${sep}`, '')}`);
  const { status, error } = spawnSync(program, words, {
    ...{ cwd, env: { ...process.env, ...env } },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) console.log(`${program}: ${error.message}`);
  return status === 0;
}

/**
 * The command line that runs npm: Windows has it as a batch file, which only its shell starts.
 * @param words without blanks or quotes
 */
export function npmCommand(
  words: string[],
  platform: NodeJS.Platform = process.platform,
): [program: string, words: string[]] {
  if (platform !== 'win32') return ['npm', words];
  return [process.env.ComSpec ?? 'cmd.exe', ['/d', '/s', '/c', 'npm', ...words]];
}

/** True if a program is there and answers these words with exit code 0; nothing is printed. */
export function answers(program: string, words: string[], env?: NodeJS.ProcessEnv): boolean {
  return spawnSync(program, words, { env: { ...process.env, ...env } }).status === 0;
}
