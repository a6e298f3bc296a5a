import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** Loads what tslab loads: its own TypeScript, its own ZeroMQ. */
export const requireFromTslab = createRequire(load.resolve('tslab/dist/main.js'));

/** The name of the TypeScript that tslab brings. */
export const TSLAB_TYPESCRIPT = '@tslab/typescript-for-tslab';
