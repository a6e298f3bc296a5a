import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Dataset } from '../../lib/data-understanding/index.js';
import { tf } from '../../lib/engine/index.js';
import { type LayersEncoder, layersEncoder } from '../../lib/image-encoding/index.js';

/** A network that encodes in no time: `[8, 8, 3]` to a map `[4, 4, 6]` and a vector `[6]`. */
export function tinyEncoder(): LayersEncoder {
  const picture = tf.input({ shape: [8, 8, 3] });
  const kernelInitializer = tf.initializers.heNormal({ seed: 7 });
  const map = tf.layers
    .conv2d({ filters: 6, kernelSize: 2, strides: 2, activation: 'relu', kernelInitializer })
    .apply(picture) as tf.SymbolicTensor;
  const vector = tf.layers.globalAveragePooling2d({}).apply(map) as tf.SymbolicTensor;
  const model = tf.model({ inputs: picture, outputs: [map, vector] });
  const described = { name: 'tiny', inputSize: 8, resize: 'nearest', width: 6 } as const;
  return layersEncoder({ ...described, fingerprint: 'seed 7' }, model);
}

/** A data set of small pictures, no two alike, in `folder/images`; its features go to `folder/outputs`. */
export async function drawDataset(folder: string, pictures: number): Promise<Dataset> {
  const images = join(folder, 'images');
  mkdirSync(images, { recursive: true });
  const ids = Array.from({ length: pictures }, (_, i) => `picture-${1000 + i}`);
  const imagePaths = new Map(ids.map((id) => [id, join(images, `${id}.png`)]));
  await Promise.all(
    ids.map((id, i) => {
      const values = Uint8Array.from({ length: 8 * 8 * 3 }, (_, n) => ((i + 3) * (n + 5)) % 256);
      const raw = { width: 8, height: 8, channels: 3 as const };
      return sharp(values, { raw }).toFile(imagePaths.get(id) as string);
    }),
  );
  return {
    ...{
      name: 'flickr8k',
      text: 'tutorial',
      folder,
      imagePaths,
      fingerprint: `${pictures} pictures`,
    },
    ...{ captions: new Map(), splits: { train: ids, dev: [], test: [] }, problems: [] },
    runFolder: join(folder, 'outputs'),
  };
}
