// A worker thread in which Node loads TypeScript: `typescript-loader.js` serves the main thread alone.
import { workerData } from 'node:worker_threads';
import { useCompileCache } from './compile-cache.cjs';

const putBack = useCompileCache();
const { register } = await import('tsx/esm/api');
putBack();
register();
await import(workerData.module);
