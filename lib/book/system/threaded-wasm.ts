import type { WasmFactoryConfig } from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';
import { threadedWasmFrom } from '../../engine/browser/threaded-wasm.js';
import { THREADS } from './folder.js';
import { siteFolder } from './site.js';

/** What TensorFlow.js starts WebAssembly's threads with: here the site has their scripts. */
export const threadedWasm = (settings: WasmFactoryConfig) =>
  threadedWasmFrom(`${siteFolder()}${THREADS}/`, settings);

// biome-ignore lint/style/noDefaultExport: TensorFlow.js asks for the default
export { threadedWasm as default };
