import type { SequencesById } from '../caption-preprocessing/index.js';
import type { ImageId } from '../data-understanding/index.js';
import { type CaptionBatch, type CaptionBatchOptions, captionBatchOf } from './caption-batches.js';

/** Most captions of a picture that share a batch's read of it; those beyond are in another batch. */
const MOST_TOGETHER = 5;

/** Captions of one picture. */
interface PictureCaptions {
  id: ImageId;
  captions: number[][];
}

const longest = ({ captions }: PictureCaptions) => Math.max(...captions.map((one) => one.length));

/** So many captions one after the other; a picture that has fewer is filled up with empty ones. */
const filled = ({ id, captions }: PictureCaptions, together: number) =>
  Array.from({ length: together }, (_, i) => ({ id, sequence: captions[i] ?? [] }));

/**
 * One epoch of captions, those of a picture together, so that they share one read of it: row after row, the same number
 * for each picture. A row of zeros stands where a picture has no caption left: it counts for nothing. Pictures are sorted
 * by their longest caption before they are cut into batches, so that little is padded.
 * @param options `batchSize` counts captions
 */
export function* pictureBatches(
  sequences: SequencesById,
  { batchSize, random }: CaptionBatchOptions,
): Generator<CaptionBatch> {
  const all = [...sequences].flatMap(([id, captions]) => {
    const whole = captions.filter(({ length }) => length > 1);
    const mixed = random ? random.shuffled(whole) : whole;
    const parts = Math.ceil(mixed.length / MOST_TOGETHER);
    return Array.from({ length: parts }, (_, i) => ({
      id,
      captions: mixed.slice(i * MOST_TOGETHER, (i + 1) * MOST_TOGETHER),
    }));
  });
  const together = all.reduce((most, { captions }) => Math.max(most, captions.length), 1);
  const pictures = Math.max(1, Math.round(batchSize / together));
  const order = (random ? random.shuffled(all) : all).sort((a, b) => longest(a) - longest(b));
  const starts = Array.from({ length: Math.ceil(order.length / pictures) }, (_, i) => i * pictures);
  for (const start of random ? random.shuffled(starts) : starts) {
    const some = order.slice(start, start + pictures);
    const rows = some.flatMap((one) => filled(one, together));
    yield { ...captionBatchOf(rows), perPicture: together };
  }
}
