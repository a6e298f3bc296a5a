/** `node:os` in a browser: one core is used, for a browser has no further processes. */

export const EOL = '\n';
export const availableParallelism = (): number => 1;
export const cpus = () => [{ model: 'a browser', speed: 0 }];
export const totalmem = (): number =>
  2 ** 30 * ((navigator as { deviceMemory?: number }).deviceMemory ?? 4);
export const freemem = totalmem;
export const hostname = (): string => 'browser';
export const uptime = (): number => performance.now() / 1000;
export const homedir = (): string => '/home';
export const tmpdir = (): string => '/tmp';
export const platform = (): string => 'linux';
export const arch = (): string => 'wasm';
export const type = (): string => 'Browser';
export const release = (): string => '';

export * as default from './os.js';
