import seedrandom from 'seedrandom';
import sharp from 'sharp';

/** A PNG of 8 by 8 fields of random colours, unlike that of any other seed. */
export function noise(seed: number, side = 32): Promise<Buffer> {
  const random = seedrandom(`noise ${seed}`); // of digits alone, 1 and 11 are the same seed
  const values = Uint8Array.from({ length: 8 * 8 * 3 }, () => Math.floor(random() * 256));
  return sharp(values, { raw: { width: 8, height: 8, channels: 3 } })
    .resize(side, side, { kernel: 'nearest' })
    .png()
    .toBuffer();
}
