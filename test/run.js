// Runs the tests, or those of the rooms named: `npm run test:lib -- vocabulary model`. Node 20 knows no patterns.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const rooms = process.argv.slice(2);
const folder = import.meta.dirname;
const files = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => rooms.length === 0 || rooms.some((room) => file.startsWith(room)))
  .map((file) => join(folder, file));
const { status } = spawnSync(process.execPath, ['--import', 'tsx', '--test', ...files], {
  stdio: 'inherit',
});
process.exitCode = files.length === 0 ? 1 : (status ?? 1);
