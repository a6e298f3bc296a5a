/** `node:child_process` in a browser: no program is there. */

const missing = (program: string) =>
  Object.assign(new Error(`spawn ${program} ENOENT: a browser starts no programs`), {
    code: 'ENOENT',
    syscall: 'spawn',
    path: program,
  });

export const spawnSync = (program: string) => ({
  ...{ status: null, signal: null, pid: 0, stdout: '', stderr: '', output: [] },
  error: missing(program),
});

export function spawn(program: string): never {
  throw missing(program);
}
export const [fork, execFile, exec] = [spawn, spawn, spawn];
export const [execSync, execFileSync] = [spawn, spawn];

export * as default from './child-process.js';
