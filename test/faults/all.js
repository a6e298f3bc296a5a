// Everything that can go wrong, counted for the README's table (`npm run test:faults`): commands are killed and cut off, and
// beside that every parser reads 100,000 changed files, or as many as fit into 50 minutes. What each part printed is kept in
// outputs/faults; FAULT_SHARE=0.1 does a tenth.
import { spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const { FAULT_SHARE: share = '1', CAPTIONLAB_OUTPUTS: outputs = 'outputs' } = process.env;
const loader = new URL('../../lib/outputs/typescript-loader.js', import.meta.url).href;
const logs = join(outputs, 'faults');
const tests = join(import.meta.dirname, '..');

const check = (name, ...options) => ({
  ...{ name, words: [...options, '--test', join(import.meta.dirname, `${name}.check.ts`)] },
});

const parserEnv = {
  ...{ FAULT_INPUTS: String(Math.ceil(100_000 * Number(share))), FAULT_SECONDS: '3000' },
  FAULT_BUILT: new URL('../../dist/image-encoding/index.js', import.meta.url).href,
  ...(existsSync('/dev/shm') && { TMPDIR: '/dev/shm' }), // many files are written: to memory
};
const parsers = readdirSync(tests, { recursive: true })
  .filter((file) => /(parsers|pth-file)\.test\.ts$/.test(file))
  .map((file) => ({
    name: file.replaceAll(/[\\/]|\.test\.ts/g, ' ').trim(),
    words: ['--test', join(tests, file)],
    env: parserEnv,
  }));

/** Runs a part; of what it prints, what was counted and what failed is shown. */
async function run({ name, words, env, priority = 0 }) {
  const started = performance.now();
  const path = join(logs, `${name}.log`);
  const log = createWriteStream(path);
  const child = spawn(process.execPath, ['--import', loader, ...words], {
    ...{ env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  setPriority(child.pid, priority);
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(log, { end: false });
    createInterface(stream).on('line', (line) => {
      if (/survived|^\s*not ok/.test(line)) console.log(`${name}: ${line.replace(/^.*\[K/, '')}`);
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  log.end();
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  console.log(`${name}: ${code === 0 ? 'ended' : `FAILED, see ${path},`} after ${minutes} min`);
  return code === 0;
}

async function oneAfterAnother(parts) {
  let isWell = true;
  for (const part of parts) isWell = (await run(part)) && isWell;
  return isWell;
}

rmSync(join(logs, 'results.json'), { force: true });
mkdirSync(logs, { recursive: true });
/** Notebooks wait for kernels that see that their parent is gone: beside the others. */
const kills = (name, only) => ({
  ...{ ...check('kills'), name, env: { FAULT_ONLY: only }, priority: 5 },
});
const [longest, others] = [true, false].map((isLongest) =>
  parsers.filter(({ name }) => name.startsWith('image-encoding') === isLongest),
);
const ended = await Promise.all([
  oneAfterAnother([kills('kills', '^(?!notebook)')]),
  oneAfterAnother([kills('kills of notebooks', '^notebook')]),
  oneAfterAnother(['places', 'damage', 'network'].map((name) => check(name))),
  oneAfterAnother(longest),
  oneAfterAnother([...others, check('memory', '--expose-gc')]),
]);
const table = ['--import', loader, join(import.meta.dirname, 'table.ts')];
if (share === '1') spawnSync(process.execPath, table, { stdio: 'inherit' });
process.exitCode = ended.every(Boolean) ? 0 : 1;
