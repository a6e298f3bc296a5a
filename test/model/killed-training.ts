// Trains in a run folder and ends itself by SIGKILL after the given batch: training pauses once after each.

import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { startEngine } from '../../lib/engine/index.js';
import { smallDataset, trainSmall } from './small-training.js';

const [runFolder, batch] = process.argv.slice(2);
await startEngine();
const { setImmediate } = timers;
let batches = 0;
timers.setImmediate = (() => {
  if (++batches === Number(batch)) process.kill(process.pid, 'SIGKILL');
  return setImmediate();
}) as typeof setImmediate;
syncBuiltinESMExports();
await trainSmall(smallDataset(runFolder));
