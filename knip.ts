import { existsSync } from 'node:fs';
import type { KnipConfig } from 'knip';

/** A path as a cell imports it, from the project's root, as a module beside the notebook would. */
function pathFromNotebook(path: string): string {
  const file = existsSync(`${path}/index.ts`) ? `${path}/index.ts` : `${path}.ts`;
  return `.${file}`;
}

/** The cells of a notebook as one module. */
function notebookModule(text: string): string {
  const { cells } = JSON.parse(text) as { cells: { cell_type: string; source: string[] }[] };
  return cells
    .filter((cell) => cell.cell_type === 'code')
    .map((cell) => `{${cell.source.join('').replace(/^%.*$/gm, '')}\n}`)
    .join('\n')
    .replace(/'(\.\/lib\/[^']+)'/g, (_, path) => `'${pathFromNotebook(path)}'`);
}

const config: KnipConfig = {
  entry: [
    'lib/cli/main.ts',
    // programs of their own: workers, probes, benchmarks, what runs in a page, the kernel
    'lib/bench/{worker-main.js,worker.ts,*/task.ts,growth/stage-main.js}',
    'lib/doctor/probe-engine.ts',
    'lib/engine-install/check-installed.ts',
    'lib/engine/{worker-main.ts,onnx-thread.js,webgpu-probe.js,browser/{tensorflow,threaded-wasm}.ts,tensorflow-package/index.js}',
    'lib/image-encoding/encode-task.ts',
    'lib/*/*/page/main.ts',
    'lib/in-the-browser/worker/main.ts',
    'lib/book/{index,worker/main,worker/load,extension/main,stick/server/main}.ts',
    'lib/book/system/*',
    'lib/kernel/kernel.cjs',
    'lib/outputs/typescript-thread.js',
    'notebooks/*.ipynb',
    'notebooks/solutions/*.ts',
    'examples/*.ts',
    'test/**/*.test.ts',
    'test/faults/{*.check.ts,kill-point.js,clock.js,built.js,all.js,table.ts}',
    'test/{model/killed-training,image-encoding/encode-and-die,in-the-browser/page-pixels}.ts',
  ],
  // what a room offers must be used somewhere too: in another, a notebook, a test or an example
  includeEntryExports: true,
  ignoreIssues: {
    'lib/index.ts': ['exports', 'types'],
    'lib/**/index.ts': ['types'],
    // called by a program that is told their path
    'lib/{bench/*,image-encoding,model/team,inference/search-team}/{task,encode-task,team-task,search-task}.ts': [
      'exports',
    ],
    // what the bundler puts in the place of Node's own modules
    'lib/book/system/*': ['exports', 'duplicates'],
    // what the bundler puts in the place of TensorFlow.js's own
    'lib/engine/browser/threaded-wasm.ts': ['exports'],
    'lib/cli/main.ts': ['exports'],
    // called by their names
    'notebooks/solutions/*.ts': ['exports'],
    'lib/{engine/tensorflow-package/*,engine/webgpu-package.d.ts,cli/program.d.ts}': ['exports', 'types'],
  },
  project: ['lib/**', 'test/**', 'examples/**', 'notebooks/*.ipynb', 'notebooks/solutions/*.ts'],
  // a public function's types belong to it
  ignoreExportsUsedInFile: { interface: true, type: true },
  // asked for by name only: fetched on demand, tslab's own, in place of the union package, read as a file,
  // in the place of Node's module of that name
  ignoreDependencies: [
    ...['webgpu', 'zeromq', '@tensorflow/tfjs', 'plotly.js-dist-min', 'buffer'],
    '@tslab/typescript-for-tslab',
  ],
  ignoreBinaries: ['nvidia-smi', 'mount'],
  paths: { captionlab: ['lib/index.ts'] },
  compilers: { ipynb: notebookModule },
};

// biome-ignore lint/style/noDefaultExport: knip reads it so
export default config;
