// Every parser with 100,000 changed files, or as many as fit into a quarter of an hour: the tests that `npm test` runs with a
// few hundred.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const tests = join(import.meta.dirname, '..');
const files = readdirSync(tests, { recursive: true }).filter((file) =>
  /(parsers|pth-file)\.test\.ts$/.test(file),
);
const loader = new URL('../../lib/outputs/typescript-loader.js', import.meta.url).href;
const words = [
  '--import',
  loader,
  '--test',
  '--test-concurrency=2',
  ...files.map((file) => join(tests, file)),
];
const env = { FAULT_INPUTS: '100000', FAULT_SECONDS: '900', ...process.env };
process.exitCode = spawnSync(process.execPath, words, { stdio: 'inherit', env }).status ?? 1;
