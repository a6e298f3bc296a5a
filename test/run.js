// Runs the tests, or those of the rooms named: `npm run test:lib -- vocabulary model`. Node 20 knows no patterns.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const rooms = process.argv.slice(2);
const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => rooms.length === 0 || rooms.some((room) => file.startsWith(room)))
  .map((file) => join(folder, file));
// Node leaves a core free unless it is told; most of these files wait for processes that they started.
const words = ['--import', 'tsx', '--test', `--test-concurrency=${availableParallelism()}`];
const { status } = spawnSync(process.execPath, [...words, ...files], { stdio: 'inherit' });
process.exitCode = files.length === 0 ? 1 : (status ?? 1);
