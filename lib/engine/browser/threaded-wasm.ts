import stock, {
  type WasmFactoryConfig,
} from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js';

/** It is no ES module: what its types call the default is all that it has. */
const factory = stock as unknown as typeof stock.default;

/** The file that threads run; named as in TensorFlow.js's package. */
const SCRIPT = 'tfjs-backend-wasm-threaded-simd.js';

/**
 * Starts WebAssembly in threads, in place of what TensorFlow.js's package has under this name: its threads start from
 * files, where the package makes addresses of text (`blob:`), which a site's Content-Security-Policy may well forbid.
 * @param folder the address of the files' folder
 */
export function threadedWasmFrom(folder: string, settings: WasmFactoryConfig) {
  const fileOf = (name: string) => new URL(name, folder).href;
  return factory({
    ...settings,
    mainScriptUrlOrBlob: fileOf(SCRIPT),
    locateFile: (path, prefix) =>
      path.endsWith('.worker.js') ? fileOf(path) : (settings.locateFile?.(path, prefix) ?? path),
  });
}

/** The same, with the files beside this script. */
export const threadedWasm = (settings: WasmFactoryConfig) =>
  threadedWasmFrom(self.location.href, settings);
