import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { moduleFile } from '../outputs/index.js';

const nodeEngine = './tensorflow-package/index.js';
const browserEngine = moduleFile(
  join(import.meta.dirname, '..', 'engine', 'browser', 'tensorflow'),
);
/** What TensorFlow.js starts WebAssembly's threads with, and what does that here, as the default that it asks for. */
const threads = /wasm-out\/tfjs-backend-wasm-threaded-simd\.js$/;
const threadsHere = moduleFile(
  join(import.meta.dirname, '..', 'engine', 'browser', 'threaded-wasm'),
);
const contents = `export { threadedWasm as default } from ${JSON.stringify(threadsHere)};`;
/** Packages that run in a browser as they are. */
const anywhere = new Set(['seedrandom']);
const lib = join(import.meta.dirname, '..');

/**
 * Takes lib into the bundle as it is, and leaves out what the browser never calls: no module of lib does anything but
 * define, so what is not used goes, and with it what only Node has (files, sharp). TensorFlow.js is replaced by the parts
 * that the browser needs.
 */
const withoutNode: Plugin = {
  name: 'without-node',
  setup({ onLoad, onResolve, resolve }) {
    onLoad({ filter: /.*/, namespace: 'threads' }, () => ({ contents, resolveDir: lib }));
    onResolve({ filter: /.*/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (threads.test(path) && !importer.startsWith(lib)) return { path, namespace: 'threads' };
      if (pluginData === 'resolving' || !importer.startsWith(lib)) return undefined;
      if (path === nodeEngine) return { path: browserEngine };
      const isEngine = path.startsWith('@tensorflow/tfjs-') && kind !== 'require-call';
      if (isEngine || anywhere.has(path)) return undefined;
      if (!path.startsWith('.') || kind === 'dynamic-import') {
        return { path, external: true, sideEffects: false };
      }
      const found = await resolve(path, { importer, kind, resolveDir, pluginData: 'resolving' });
      return { path: found.path, errors: found.errors, sideEffects: false };
    });
  },
};

/**
 * Bundles a module of lib for the browser, as small as can be, in parts that are loaded when they are needed.
 * @param name the script's file name, without `.js`
 * @returns file names with what is in them
 * @throws Error naming what only Node has, where the browser would need it
 */
export async function bundleForBrowser(
  entry: string,
  name: string,
): Promise<Map<string, Uint8Array>> {
  const { outputFiles, metafile } = await build({
    entryPoints: { [name]: entry },
    absWorkingDir: lib, // the same names wherever the command is typed
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'browser', target: 'es2022' },
    ...{ minify: true, legalComments: 'linked', charset: 'utf8', logLevel: 'silent' },
    ...{ write: false, metafile: true, outdir: 'out', entryNames: '[name]' },
    chunkNames: 'engine-[hash]',
    plugins: [withoutNode],
  });
  const outside = Object.values(metafile.outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external }) => external);
  if (outside.length > 0) {
    const names = [...new Set(outside.map(({ path }) => path))].join(', ');
    throw new Error(`${name}.js would need what only Node has: ${names}`);
  }
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}
