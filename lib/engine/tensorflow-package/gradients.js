// tfjs-core holds its gradients and the operations as methods (`x.square()`) only as ES modules without file endings,
// which Node cannot load. They are bundled once, into node_modules/.cache, and read from there afterwards.
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { compileFunction } = require('node:vm');

const core = dirname(require.resolve('@tensorflow/tfjs-core/package.json'));
const { version } = require('@tensorflow/tfjs-core/package.json');
const cached = join(core, '..', '..', '.cache', 'captionlab', `tfjs-gradients-${version}.cjs`);

function bundle() {
  const wanted = ['register_all_gradients', 'public/chained_ops/register_all_chained_ops'];
  const { outputFiles } = require('esbuild').buildSync({
    stdin: {
      contents: wanted.map((one) => `import './${one}';`).join(''),
      resolveDir: join(core, 'dist'),
    },
    ...{ bundle: true, minify: true, write: false, format: 'cjs', platform: 'node' },
  });
  return outputFiles[0].text;
}

/** Keeps the bundle for the next process; where nothing can be written, that one bundles again. */
function keep(text) {
  const beside = `${cached}.${process.pid}.part`;
  try {
    mkdirSync(dirname(cached), { recursive: true });
    writeFileSync(beside, text);
    renameSync(beside, cached);
  } catch {}
}

function bundled() {
  try {
    return readFileSync(cached, 'utf8');
  } catch {
    const text = bundle();
    keep(text);
    return text;
  }
}

/** Gives the operations of the loaded tfjs-core their gradients, and tensors their methods. */
exports.registerGradients = () => {
  const words = ['require', 'module', 'exports'];
  const run = compileFunction(bundled(), words, { filename: cached });
  const module = { exports: {} };
  run(require, module, module.exports);
};
