// Trains in a run folder and ends itself by SIGKILL when features are asked for the given time.
require('../../lib/cli/register.cjs').ready.then(async () => {
  const { startEngine } = require('../../lib/engine');
  const { smallDataset, smallInputs, trainSmall } = require('./small-training.ts');
  const [runFolder, time] = process.argv.slice(2);
  await startEngine();
  const inputs = smallInputs();
  const { of } = inputs.features;
  let asked = 0;
  inputs.features.of = (id) => {
    if (++asked === Number(time)) process.kill(process.pid, 'SIGKILL');
    return of(id);
  };
  await trainSmall(smallDataset(runFolder), {}, inputs);
});
