// Runs the tests, or those of the rooms named: `npm run test:lib -- vocabulary model`. Node 20 knows no patterns.
// What they leave in the temporary folder goes with them: they get one of their own. One left by a kill goes next time.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, sep } from 'node:path';

const NAME = 'captionlab-tests-';
/** A notebook is run in a browser only when that is asked for: it takes minutes. */
const BROWSER = 'notebooks/browser';

const rooms = process.argv.slice(2);
const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => rooms.length === 0 || rooms.some((room) => slashed(file).startsWith(room)))
  .map((file) => join(folder, file));

function slashed(path) {
  return path.split(sep).join('/');
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch ({ code }) {
    return code === 'EPERM' || code === 'EACCES';
  }
}

function remove(path) {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  } catch {} // a program that a test left behind still writes there: the next run removes it
}

for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(NAME))) {
  if (!isRunning(Number(name.slice(NAME.length).split('-')[0]))) remove(join(tmpdir(), name));
}
const temporary = mkdtempSync(join(tmpdir(), `${NAME}${process.pid}-`));
const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
if (rooms.includes(BROWSER)) env.CAPTIONLAB_BROWSER_NOTEBOOK ||= '08';

// Node leaves a core free unless it is told; most of these files wait for processes that they started, so that one more
// than there are cores keeps all of them busy.
// A test that hangs is told by its name: none takes a tenth of these milliseconds, but for a whole notebook in a browser.
const words = [
  '--test',
  `--test-concurrency=${availableParallelism() + 1}`,
  '--test-timeout=600000',
];
const loader = ['--import', new URL('../lib/outputs/typescript-loader.js', import.meta.url).href];
const run = () =>
  spawnSync(process.execPath, [...loader, ...words, ...files], { stdio: 'inherit', env });
process.exitCode = files.length === 0 ? 1 : (run().status ?? 1);
remove(temporary);
