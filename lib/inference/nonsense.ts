import sharp from 'sharp';
import { createRandom } from '../engine/index.js';

/** A picture that shows nothing, as a PNG file's bytes. */
export interface NonsensePicture {
  name: string;
  picture: Buffer;
}

const SIZE = 299;

/** One colour everywhere. */
const plain = (background: string) =>
  sharp({ create: { width: SIZE, height: SIZE, channels: 3, background } })
    .png()
    .toBuffer();

/** Squares of colours drawn by lot: each value of each channel is equally likely. */
function noise(side: number, seed: number): Promise<Buffer> {
  const random = createRandom(seed);
  const across = Math.ceil(SIZE / side);
  const values = Uint8Array.from({ length: 3 * across * across }, () => random.integer(256));
  const raw = { width: across, height: across, channels: 3 } as const;
  return sharp(values, { raw })
    .resize(side * across, side * across, { kernel: 'nearest' })
    .png()
    .toBuffer();
}

/** Pictures of nothing: three plain squares, and noise in fine grains and in coarse ones. */
export async function nonsensePictures(seed = 1): Promise<NonsensePicture[]> {
  return [
    { name: 'grey', picture: await plain('#888888') },
    { name: 'black', picture: await plain('#000000') },
    { name: 'white', picture: await plain('#ffffff') },
    { name: 'noise', picture: await noise(1, seed) },
    { name: 'coarse noise', picture: await noise(8, seed) },
  ];
}
