// A stage in a process of its own, so that its peak of memory is its own: `node stage-main.js <stage> <count>`.
import { readFileSync } from 'node:fs';
import '../../outputs/typescript-loader.js';

/** The most memory that this program held, in MiB. Linux's `maxRSS` counts that of whoever started it too, its status does not. */
function peakMemory() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
}

console.log = console.error; // standard output belongs to the reply
const [name, count] = process.argv.slice(2);
const { doStage } = await import('./work.ts');
const seconds = await doStage(name, Number(count));
process.stdout.write(`${JSON.stringify({ seconds, memoryMiB: peakMemory() })}\n`, () =>
  process.exit(),
);
