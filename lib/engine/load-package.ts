import { createRequire } from 'node:module';

/** Loads a package when it is wanted, at once: TensorFlow.js's engines are CommonJS and register themselves. */
export const loadPackage = createRequire(import.meta.url);
