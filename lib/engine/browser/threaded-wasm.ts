import stock, {
  type WasmFactoryConfig,
} from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';

/** It is no ES module: what its types call the default is all that it has. */
const factory = stock as unknown as typeof stock.default;

/** The file that threads run, beside this script; named as in TensorFlow.js's package. */
const SCRIPT = 'tfjs-backend-wasm-threaded-simd.js';

const beside = (name: string) => new URL(name, self.location.href).href;

/**
 * Starts WebAssembly in threads, in place of what TensorFlow.js's package has under this name: its threads start from
 * files, where the package makes addresses of text (`blob:`), which a site's Content-Security-Policy may well forbid.
 */
export const threadedWasm = (settings: WasmFactoryConfig) =>
  factory({
    ...settings,
    mainScriptUrlOrBlob: beside(SCRIPT),
    locateFile: (path, prefix) =>
      path.endsWith('.worker.js') ? beside(path) : (settings.locateFile?.(path, prefix) ?? path),
  });
