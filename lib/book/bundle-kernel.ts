import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Plugin, transform } from 'esbuild';
import { projectRoot, slashed } from '../outputs/index.js';
import { PROJECT } from './system/folder.js';

const here = (...names: string[]) => join(import.meta.dirname, ...names);
const inProject = (path: string) => `${PROJECT}/${slashed(relative(projectRoot, path))}`;

/** What answers Node's own modules in the browser. */
const nodeModules: Record<string, string> = {
  ...Object.fromEntries(
    [
      ...['fs', 'os', 'path', 'url', 'crypto', 'events', 'util', 'vm', 'module', 'process'],
      ...['readline', 'v8'],
    ].map((name) => [name, `${name}.ts`]),
  ),
  'fs/promises': 'fs-promises.ts',
  'timers/promises': 'timers-promises.ts',
  async_hooks: 'async-hooks.ts',
  child_process: 'child-process.ts',
  worker_threads: 'worker-threads.ts',
};

/** The same, and what answers packages that only a computer has. */
const answers: Record<string, string> = {
  ...nodeModules,
  sharp: 'sharp.ts',
  '@tslab/typescript-for-tslab': 'tslab-typescript.cjs',
  esbuild: 'esbuild.ts',
};

/** Packages that no notebook needs on the sample, and a browser cannot have. */
const absent = new Set([
  ...['undici', 'yauzl', 'zeromq', 'h5wasm', 'commander', 'onnxruntime-node', 'webgpu'],
  ...['@tensorflow/tfjs-node-gpu', 'request', 'node-fetch', 'xlsx'],
  ...['sirv', 'modern-tar', 'plotly.js-dist-min'],
  ...['bullmq', 'ioredis', '@aws-sdk/client-s3'],
]);

/** What TensorFlow.js starts WebAssembly's threads with. */
const threads = /wasm-out\/tfjs-backend-wasm-threaded-simd\.js$/;

const bare = (path: string) => path.replace(/^node:/, '');

/** The places of a module, which it would ask Node for. */
function withPlaces(text: string, path: string): string {
  const file = inProject(path);
  const folder = file.slice(0, file.lastIndexOf('/'));
  return text
    .replaceAll('import.meta.dirname', JSON.stringify(folder))
    .replaceAll('import.meta.filename', JSON.stringify(file))
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href));
}

/** A map of one entry: places in packages are told by the file alone, and the script's map stays small. */
function fileMap(path: string): string {
  const map = { version: 3, sources: [basename(path)], names: [], mappings: 'AAAA' };
  return `\n//# sourceMappingURL=data:application/json;base64,${btoa(JSON.stringify(map))}`;
}

/** The largest script by far is made smaller: nobody reads TypeScript's own names in the browser. */
async function smaller(text: string, path: string): Promise<string> {
  if (!path.endsWith('typescript.js')) return text;
  return (await transform(text, { minify: true, target: 'es2022', charset: 'utf8' })).code;
}

async function packageText(path: string): Promise<string> {
  const read = readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  const text = await smaller(read, path);
  const file = inProject(path);
  const places = /\b__(?:file|dir)name\b/.test(text)
    ? `var __filename=${JSON.stringify(file)},__dirname=${JSON.stringify(file.slice(0, file.lastIndexOf('/')))};`
    : '';
  // WebAssembly's loader would take the kernel for Node.
  const process = path.includes('tfjs-backend-wasm') ? 'var process=undefined;' : '';
  return `${places}${process}${text}${fileMap(path)}`;
}

/** Gives the kernel's script what it would find in Node. */
function nodeInBrowser(modules: string): Plugin {
  return {
    name: 'node-in-browser',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^captionlab:modules$/ }, () => ({
        path: 'modules',
        namespace: 'modules',
      }));
      onLoad({ filter: /.*/, namespace: 'modules' }, () => ({
        contents: modules,
        resolveDir: projectRoot,
      }));
      onResolve({ filter: /^\.\/gradients\.js$/ }, () => ({
        path: here('system', 'gradients.cjs'),
      }));
      onResolve({ filter: threads }, ({ importer }) =>
        importer.includes('node_modules')
          ? { path: here('system', 'threaded-wasm.ts') }
          : undefined,
      );
      for (const name of ['webgpu', 'serve-folder']) {
        const filter = new RegExp(`^\\./${name}\\.js$`);
        onResolve({ filter }, () => ({ path: here('system', `${name}.ts`) }));
      }
      onResolve({ filter: /\/tslab-modules\.js$/ }, () => ({
        path: here('system', 'tslab-modules.ts'),
      }));
      onResolve({ filter: /^[@\w]/ }, ({ path, kind }) => {
        const name = bare(path);
        if (name === 'events' && kind === 'require-call')
          return { path: here('system', 'events.cjs') };
        if (answers[name]) return { path: here('system', answers[name]) };
        if (name === 'buffer')
          return { path: join(projectRoot, 'node_modules', 'buffer', 'index.js') };
        if (absent.has(name) || builtinModules.includes(name))
          return { path: name, namespace: 'absent' };
        return undefined;
      });
      onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(here('system', 'unavailable.ts'))}).unavailable(${JSON.stringify(path)});`,
        resolveDir: projectRoot,
      }));
      onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => ({
        contents: await packageText(path),
      }));
      onLoad({ filter: /[\\/]lib[\\/].*\.[jt]s$/ }, ({ path }) => ({
        contents: withPlaces(readFileSync(path, 'utf8'), path),
        loader: path.endsWith('.ts') ? 'ts' : 'js',
      }));
    },
  };
}

/** Packages that cells may import, and those that lib asks for by name. */
const packages = [
  ...['core', 'layers', 'backend-cpu'].map((part) => `@tensorflow/tfjs-${part}`),
  ...[
    '@tensorflow/tfjs',
    'danfojs-node',
    'sharp',
    'tslab',
    'seedrandom',
    'stemmer',
    'csv-parse/sync',
  ],
  ...['@tslab/typescript-for-tslab', 'zeromq'],
];

const builtins = [...Object.keys(nodeModules), 'buffer'];

const tslabFiles = ['converter', 'executor', 'jupyter', 'util'].map((name) =>
  join(projectRoot, 'node_modules', 'tslab', 'dist', `${name}.js`),
);

/** Every module that a cell may ask for: loaded when it is, and once. */
function moduleTable(libModules: readonly string[]): string {
  const files = [...libModules, ...tslabFiles];
  const entries = [
    ...files.map((path) => [inProject(path), path]),
    ...[...packages, ...builtins].map((name) => [name, name]),
  ];
  entries.push(['@tensorflow/tfjs-backend-wasm', here('system', 'wasm-backend.ts')]);
  const lines = entries.map(
    ([name, path]) => `  ${JSON.stringify(name)}: () => require(${JSON.stringify(path)}),`,
  );
  return `export const modules = {\n${lines.join('\n')}\n};\n`;
}

/** A script for the browser, and its map where one is asked for. */
async function bundled(entry: string, options: BuildOptions) {
  const { outputFiles = [] } = await build({
    ...{ entryPoints: [entry], outdir: projectRoot, write: false, bundle: true, format: 'iife' },
    ...{ target: 'es2022', charset: 'utf8', legalComments: 'none', logLevel: 'warning' },
    ...options,
  });
  return outputFiles;
}

/** What the kernel's thread runs. */
export interface KernelScripts {
  /** All of the kernel, with all of lib that a cell may import. */
  kernel: Uint8Array;
  /** Where its places come from. */
  map: Uint8Array;
  /** The small script that brings it. */
  loader: Uint8Array;
}

/** @param libModules the files of lib's modules */
export async function bundleKernel(libModules: readonly string[]): Promise<KernelScripts> {
  const [kernel, loader] = await Promise.all([
    bundled(here('worker', 'main.ts'), {
      ...{ platform: 'node', minifyWhitespace: true, minifySyntax: true, keepNames: true },
      ...{ sourcemap: 'external', sourcesContent: false },
      plugins: [nodeInBrowser(moduleTable(libModules))],
    }),
    bundled(here('worker', 'load.ts'), { minify: true }),
  ]);
  const [map, script] = [...kernel].sort((a, b) => b.path.length - a.path.length);
  return { kernel: script.contents, map: map.contents, loader: loader[0].contents };
}
