import { join } from 'node:path';
import sharp from 'sharp';
import { openDataset } from '../../lib/data-understanding/index.js';
import { startEngine } from '../../lib/engine/index.js';
import { ensureModelInputs, modelFor, steps, trainAndKeep } from '../../lib/model/index.js';
import { smallDataset } from '../data-understanding/small-dataset.js';

/** A picture of one colour. */
export const square = (background: string, width = 40, height = width) =>
  sharp({ create: { width, height, channels: 3, background } });

/**
 * A data set of cats on which the tutorial's model learns until it speaks, by the encoder of the scenes.
 * @param outputs where the model is kept
 * @param dev how many pictures the dev split has
 * @returns the data set's folder
 */
export async function trainSmallModel(outputs: string, dev = 1): Promise<string> {
  process.env.CAPTIONLAB_OUTPUTS = outputs;
  process.env.ENCODER = 'scenes-cnn';
  const ids = Array.from({ length: 11 + dev }, (_, i) => `cat${i + 1}.jpg`);
  const folder = smallDataset({
    'Flickr8k.token.txt': ids.map((id) => `${id}#0\tThe black cat sat on grass .\n`).join(''),
    'Flickr_8k.trainImages.txt': `${ids.slice(0, 10).join('\n')}\n`,
    'Flickr_8k.devImages.txt': `${ids.slice(10, -1).join('\n')}\n`,
    'Flickr_8k.testImages.txt': `${ids.at(-1)}\n`,
  });
  for (const id of ids) {
    await square('#556677')
      .jpeg()
      .toFile(join(folder, 'images', id));
  }
  await startEngine();
  const dataset = await openDataset({ name: 'flickr8k', folder });
  const inputs = await ensureModelInputs(dataset);
  const training = { ...steps([8, 0.01]), batchSize: 4, seed: 1 };
  await trainAndKeep(dataset, modelFor(inputs), inputs, training);
  return folder;
}
