import { PROJECT } from './folder.js';
import { siteFolder } from './site.js';

/** Where the site has WebAssembly's own files. */
export const wasmFolder = (): string =>
  `${siteFolder()}files${PROJECT}/packages/@tensorflow/tfjs-backend-wasm/wasm-out/`;
