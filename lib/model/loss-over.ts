import type { SequencesById } from '../caption-preprocessing/index.js';
import { type Random, tf } from '../engine/index.js';
import type { CaptionModel } from './caption-model.js';
import { captionsIn, lossTally } from './loss-tally.js';
import { captionLoss } from './losses.js';
import type { PictureRows } from './picture-rows.js';
import type { Team } from './team/index.js';
import { batchesFor, toTensors } from './train-step.js';

/** How captions are read once more. */
export interface LossOverOptions {
  /** Names the place in a message. */
  label: string;
  /** Draws what dropout drops; without it nothing is dropped. */
  random?: Random;
  /** Told how many captions were read, batch by batch. */
  onBatch?(captions: number): void;
  /** Those who share each batch; one thread alone without it. */
  team?: Team;
}

/**
 * Mean cross-entropy a word over all captions given; nothing is learnt from them.
 * @throws UserError naming pictures when a loss is no number
 */
export async function lossOver(
  model: CaptionModel,
  sequences: SequencesById,
  pictures: PictureRows,
  { label, random, onBatch, team }: LossOverOptions,
): Promise<number> {
  const tally = lossTally(label);
  for (const batch of batchesFor(model, sequences, { batchSize: 128 })) {
    const loss = team
      ? await team.loss(batch, { random })
      : tf.tidy(() => captionLoss(model, toTensors(batch, pictures), { random }));
    await tally.add(loss, batch);
    onBatch?.(captionsIn(batch));
  }
  await tally.read();
  return tally.loss / tally.pairs;
}
