import { spawnSync } from 'node:child_process';
import { sep } from 'node:path';
import { projectRoot } from './run-folder.js';

/** Where a program works, and with what. */
export interface RunOptions {
  /** The folder it works in. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** All that it prints goes to stderr, where stdout is for results. */
  onStderr?: boolean;
}

/** Runs a program with its own output on the screen; true if it went well. */
export function ran(program: string, words: string[], options: RunOptions = {}): boolean {
  const { cwd, env, onStderr } = options;
  const say = onStderr ? console.error : console.log;
  say(`$ ${[program, ...words].join(' ').replaceAll(`${projectRoot}${sep}`, '')}`);
  const { status, error } = spawnSync(program, words, {
    ...{ cwd, env: { ...process.env, ...env } },
    stdio: ['ignore', onStderr ? 2 : 1, 2],
  });
  if (error) say(`${program}: ${error.message}`);
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
