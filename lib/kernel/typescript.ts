import { requireFromTslab, TSLAB_TYPESCRIPT } from './tslab-modules.js';

/** tslab brings its own TypeScript, whose exports can only be replaced as a whole, before tslab loads it. */
export function replaceInTypeScript<T extends object>(change: (typescript: T) => Partial<T>): void {
  const typescript = requireFromTslab(TSLAB_TYPESCRIPT) as T;
  const cached = requireFromTslab.cache[requireFromTslab.resolve(TSLAB_TYPESCRIPT)];
  if (cached) cached.exports = { ...typescript, ...change(typescript) };
}
