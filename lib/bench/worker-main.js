// A contender in TypeScript: `node worker-main.js <task file>`.
import { register } from 'tsx/esm/api';

register();
const { serve } = await import('./worker.ts');
await serve(process.argv[2]);
