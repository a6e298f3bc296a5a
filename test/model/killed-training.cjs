// Trains in a run folder and ends itself by SIGKILL after the given batch: training pauses once after each.
const timers = require('node:timers/promises');

require('../../lib/cli/register.cjs').ready.then(async () => {
  const { startEngine } = require('../../lib/engine');
  const { smallDataset, trainSmall } = require('./small-training.ts');
  const [runFolder, batch] = process.argv.slice(2);
  await startEngine();
  const { setImmediate } = timers;
  let batches = 0;
  timers.setImmediate = () => {
    if (++batches === Number(batch)) process.kill(process.pid, 'SIGKILL');
    return setImmediate();
  };
  await trainSmall(smallDataset(runFolder));
});
