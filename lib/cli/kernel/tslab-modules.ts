import { createRequire } from 'node:module';

/** Loads what tslab loads: its own TypeScript, its own ZeroMQ. */
export const requireFromTslab = createRequire(require.resolve('tslab/dist/main.js'));

/** The name of the TypeScript that tslab brings. */
export const TSLAB_TYPESCRIPT = '@tslab/typescript-for-tslab';
