import type { tf } from '../engine/index.js';
import type { CaptionBatch } from '../generator/index.js';
import { UserError } from '../outputs/index.js';

/** Losses read from the device together: reading one makes the host wait for it. */
const TOGETHER = 16;

/** Words that count in a batch: its pairs. */
const pairsOf = (batch: CaptionBatch) => batch.targets.reduce((n, t) => n + (t > 0 ? 1 : 0), 0);

/** Captions of a batch: rows that hold one. */
export const captionsIn = ({ targets, batch, steps }: CaptionBatch) =>
  Array.from({ length: batch }, (_, row) => targets[row * steps]).filter((word) => word > 0).length;

/** Sums up the losses of batches, a few at a time. */
export interface LossTally {
  /** Sum of the cross-entropies of all words read so far. */
  loss: number;
  /** Words read so far. */
  pairs: number;
  /** Takes over the mean loss of a batch; true when it was time to read. Throws as `read` does. */
  add(loss: tf.Scalar, batch: CaptionBatch): Promise<boolean>;
  /** Reads all that were added. Throws a UserError that names the first batch whose loss is no number. */
  read(): Promise<void>;
}

/**
 * A tally that begins at these sums.
 * @param where names the place in a message: `epoch 3`
 */
export function lossTally(where: string, { loss, pairs } = { loss: 0, pairs: 0 }): LossTally {
  let waiting: { loss: tf.Scalar; batch: CaptionBatch }[] = [];
  const tally: LossTally = {
    loss,
    pairs,
    async add(added, batch) {
      waiting.push({ loss: added, batch });
      if (waiting.length < TOGETHER) return false;
      await tally.read();
      return true;
    },
    async read() {
      const now = waiting;
      waiting = [];
      const losses = await Promise.all(now.map((one) => one.loss.data()));
      for (const one of now) one.loss.dispose();
      for (const [i, { batch }] of now.entries()) {
        const [value] = losses[i];
        if (!Number.isFinite(value)) throw new UserError(messageOf(value, where, batch));
        tally.loss += value * pairsOf(batch);
        tally.pairs += pairsOf(batch);
      }
    },
  };
  return tally;
}

function messageOf(value: number, where: string, { ids }: CaptionBatch): string {
  const pictures = [...new Set(ids)];
  const few = pictures.slice(0, 8).join(', ') + (pictures.length > 8 ? ', …' : '');
  return (
    `The loss is ${value} in ${where}, with the captions of ${few}. ` +
    'Look at the features of these pictures; if they are right, take a smaller learning rate or clip the gradients. ' +
    'What was kept before is as it was.'
  );
}
