// Runs the tests, or those of the rooms named: `npm run test:lib -- vocabulary model`. Node 20 knows no patterns.
const { spawnSync } = require('node:child_process');
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const rooms = process.argv.slice(2);
const files = readdirSync(__dirname, { recursive: true })
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => rooms.length === 0 || rooms.some((room) => file.startsWith(room)))
  .map((file) => join(__dirname, file));
const { status } = spawnSync(process.execPath, ['--import', 'tsx', '--test', ...files], {
  stdio: 'inherit',
});
process.exitCode = files.length === 0 ? 1 : (status ?? 1);
