// Ends the process that imports it by SIGKILL at the n-th time it changes something below a folder: FAULT_FOLDER, FAULT_AT
// (1, 2, …) and FAULT_WHEN: `before` the change, `after` it, or in the `middle` of what is written. Without FAULT_AT it counts,
// and leaves the number in FAULT_COUNT.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { resolve, sep } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const { FAULT_FOLDER = '', FAULT_AT, FAULT_WHEN = 'before', FAULT_COUNT } = process.env;
const original = { ...fs };
const open = new Map();
let changes = 0;

const isBelow = (path) =>
  (typeof path === 'string' || path instanceof URL) &&
  resolve(String(path)).startsWith(FAULT_FOLDER + sep);
const isMeant = (place) => (typeof place === 'number' ? open.has(place) : isBelow(place));

/** Notes what is being done, for the table, and ends this process. */
function end(what) {
  original.writeFileSync(`${FAULT_FOLDER}.killed`, what);
  process.kill(process.pid, 'SIGKILL');
}

/** The arguments with which a function writes half of what it was to write. */
function half(name, [place, data, ...rest]) {
  const bytes =
    typeof data === 'string'
      ? Buffer.from(data)
      : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const most = Math.floor(bytes.length / 2);
  if (name !== 'writeSync') return [place, bytes.subarray(0, most), ...rest];
  const [offset = 0, length = bytes.length, position] = rest;
  return [place, data, offset, Math.floor(length / 2), position];
}

function watch(name) {
  fs[name] = (...words) => {
    const place = /rename|link|copy/.test(name) ? words[1] : words[0];
    if (!isMeant(place)) return original[name](...words);
    const isIt = ++changes === Number(FAULT_AT);
    const what = `${FAULT_WHEN} ${name} ${open.get(place) ?? place}`;
    if (isIt && FAULT_WHEN === 'before') end(what);
    if (isIt && FAULT_WHEN === 'middle' && /write|append/.test(name)) {
      original[name](...half(name, words));
      end(what);
    }
    const result = original[name](...words);
    if (isIt) end(what);
    return result;
  };
}

if (isMainThread && FAULT_FOLDER) {
  fs.openSync = (path, ...rest) => {
    const file = original.openSync(path, ...rest);
    if (isBelow(path)) open.set(file, path);
    return file;
  };
  fs.closeSync = (file) => {
    open.delete(file);
    original.closeSync(file);
  };
  for (const name of [
    'writeFileSync',
    'appendFileSync',
    'writeSync',
    'fsyncSync',
    'ftruncateSync',
    'truncateSync',
  ])
    watch(name);
  for (const name of ['renameSync', 'rmSync', 'mkdirSync', 'linkSync', 'copyFileSync']) watch(name);
  syncBuiltinESMExports();
  if (FAULT_COUNT) process.on('exit', () => original.writeFileSync(FAULT_COUNT, String(changes)));
}
