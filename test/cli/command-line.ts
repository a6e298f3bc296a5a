import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../lib/outputs/index.js';

/** What a program printed, and how it ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export const captionlabProgram = join(projectRoot, 'lib', 'cli', 'captionlab.js');

/** Runs `captionlab` with these words in the project's root. */
export function captionlab(words: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawn(process.execPath, [captionlabProgram, ...words], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    ended.stdout += text;
  });
  child.stderr.on('data', (text) => {
    ended.stderr += text;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}
