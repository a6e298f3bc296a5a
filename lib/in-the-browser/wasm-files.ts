import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

type NamedFile = readonly [name: string, data: Uint8Array];

const threaded = 'tfjs-backend-wasm-threaded-simd';
const binaries = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm', `${threaded}.wasm`];

function wasmFolder(): string {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  return join(dirname(main), '..', 'wasm-out', '/');
}

const fromPackage = (name: string): NamedFile => [name, readFileSync(join(wasmFolder(), name))];

/** The script of a thread, which the package has as a text in a module; the text's ends of lines have lost their `\\`. */
function threadScript(): NamedFile {
  const name = `${threaded}.worker.js`;
  const { wasmWorkerContents } = createRequire(wasmFolder())(`./${name}`);
  return [name, Buffer.from(wasmWorkerContents.replaceAll('\n', '\\n'))];
}

/** What WebAssembly's threads start from in a browser. */
export const threadScripts = (): NamedFile[] => [fromPackage(`${threaded}.js`), threadScript()];

/** All that WebAssembly starts from in a browser, whichever kind the browser has. */
export const wasmFiles = (): NamedFile[] => [...binaries.map(fromPackage), ...threadScripts()];
