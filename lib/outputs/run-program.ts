import { spawnSync } from 'node:child_process';
import { projectRoot } from './index.js';

/** How a program ended whose output went to the screen. */
interface RunOptions {
  /** The folder it works in. */
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a program with its own output on the screen; true if it went well. */
export function ran(program: string, words: string[], { cwd, env }: RunOptions = {}): boolean {
  console.log(`$ ${[program, ...words].join(' ').replaceAll(`${projectRoot}/`, '')}`);
  const { status, error } = spawnSync(program, words, {
    ...{ cwd, env: { ...process.env, ...env } },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) console.log(`${program}: ${error.message}`);
  return status === 0;
}

/** True if a program is there and answers these words with exit code 0; nothing is printed. */
export function answers(program: string, words: string[], env?: NodeJS.ProcessEnv): boolean {
  return spawnSync(program, words, { env: { ...process.env, ...env } }).status === 0;
}
