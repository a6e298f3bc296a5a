// A process that encodes a data set of its own and kills itself, as by kill -9, at the batch named.
import { startEngine } from '../../lib/engine';
import { encodeDataset } from '../../lib/image-encoding';
import { drawDataset, tinyEncoder } from './tiny-encoder';

const [folder, pictures, lastBatch] = process.argv.slice(2);

async function main(): Promise<void> {
  await startEngine();
  const encoder = tinyEncoder();
  const { model } = encoder;
  const predict = model.predict.bind(model);
  let batch = 0;
  model.predict = (...inputs) => {
    if (++batch > Number(lastBatch)) process.kill(process.pid, 'SIGKILL');
    return predict(...inputs);
  };
  await encodeDataset(await drawDataset(folder, Number(pictures)), encoder, { maps: true });
}

main();
