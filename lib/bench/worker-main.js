// A contender in TypeScript: `node worker-main.js <task file>`.
import '../outputs/typescript-loader.js';

const { serve } = await import('./worker.ts');
await serve(process.argv[2]);
