// Lets Node load TypeScript: imported before anything else, or named by `node --import`.
import { useCompileCache } from './compile-cache.cjs';

const putBack = useCompileCache();
await import('tsx');
putBack();
