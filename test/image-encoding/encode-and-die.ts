// A process that encodes a data set of its own and kills itself, as by kill -9, at the batch named.
import { startEngine } from '../../lib/engine/index.js';
import { encodeDataset } from '../../lib/image-encoding/index.js';
import { drawDataset, tinyEncoder } from './tiny-encoder.js';

const [folder, pictures, lastBatch] = process.argv.slice(2);

async function main(): Promise<void> {
  await startEngine();
  const encoder = tinyEncoder();
  const { layers } = encoder.model;
  let batch = 0;
  Object.defineProperty(encoder.model, 'layers', {
    get() {
      // Every batch goes through the layers once.
      if (++batch > Number(lastBatch)) process.kill(process.pid, 'SIGKILL');
      return layers;
    },
  });
  await encodeDataset(await drawDataset(folder, Number(pictures)), encoder, { maps: true });
}

main();
