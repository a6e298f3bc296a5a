import type * as wasm from '@tensorflow/tfjs-backend-wasm';
import { reasonOf } from '../outputs/index.js';
import { loadPackage } from './load-package.js';
import { tf } from './tensorflow.js';
import { registerWasmKernels } from './wasm-kernels.js';

/** What runs, in words: in threads only in a browser. */
export function wasmTitle(): string {
  const { getThreadsCount } = loadPackage('@tensorflow/tfjs-backend-wasm') as typeof wasm;
  const threads = getThreadsCount();
  return threads > 1 ? `WebAssembly in ${threads} threads` : 'WebAssembly';
}

/** Starts TensorFlow.js's WASM backend; gives the reason where it does not run. */
export async function loadWasm(): Promise<string | undefined> {
  const events = ['unhandledRejection', 'uncaughtException'] as const;
  const before = events.map((event) => new Set(process.listeners(event as 'uncaughtException')));
  try {
    loadPackage('@tensorflow/tfjs-backend-wasm');
    if (!(await tf.setBackend('wasm'))) return 'this Node.js has no WebAssembly with SIMD';
    await tf.ready();
  } catch (error) {
    return reasonOf(error);
  } finally {
    // The WASM module installs listeners that end the whole process on any stray rejection.
    events.forEach((event, i) => {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (!before[i].has(listener)) process.removeListener(event, listener);
      }
    });
  }
  registerWasmKernels();
  return undefined;
}
