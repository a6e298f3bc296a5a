import type { SequencesById } from '../caption-preprocessing/index.js';
import { progressBar } from '../display/progress.js';
import { createRandom, type Random, tf } from '../engine/index.js';
import { captionBatches } from '../generator/index.js';
import type { TrainedModel } from './kept-model.js';
import { lossTally } from './loss-tally.js';
import { captionLoss } from './losses.js';
import { type MergeWeights, mergeWeights } from './merge-weights.js';
import { type PictureRows, pictureRows } from './picture-rows.js';
import { bestEpoch } from './results.js';
import { trainingData } from './train-and-keep.js';
import { toTensors } from './train-step.js';

/** The loss of an epoch, measured in one of four ways, and by how much it differs from the way above. */
export interface LossByMeasure {
  captions: string;
  measured: string;
  dropout: string;
  'loss (nats)': number;
  change: string;
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

async function lossOf(
  weights: MergeWeights,
  sequences: SequencesById,
  pictures: PictureRows,
  { random, label }: { random?: Random; label: string },
): Promise<number> {
  const tally = lossTally(label);
  const count = [...sequences.values()].reduce((sum, captions) => sum + captions.length, 0);
  const bar = progressBar(label, count, 'captions');
  for (const batch of captionBatches(sequences, { batchSize: 128 })) {
    await tally.add(
      tf.tidy(() => captionLoss(weights, toTensors(batch, pictures), { random })),
      batch,
    );
    bar.advance(batch.batch);
  }
  await tally.read();
  bar.done();
  return tally.loss / tally.pairs;
}

/**
 * Tells apart why an epoch's training loss and its dev loss differ: the weights changed while the one was measured, it was
 * measured with dropout, and the other one is on captions that the model never learned from. All training captions are read
 * twice more, by the model as it was after the epoch.
 * @param kept a model of its best epoch
 */
export async function epochLosses({
  model,
  results,
  inputs,
}: TrainedModel): Promise<LossByMeasure[]> {
  const { loss, devLoss } = bestEpoch(results);
  const { train, features } = trainingData(inputs);
  const weights = mergeWeights(model);
  const pictures = pictureRows(features, [...train.keys()]);
  const random = createRandom('dropout after the epoch');
  const dropped = await lossOf(weights, train, pictures, { random, label: 'With dropout' });
  const whole = await lossOf(weights, train, pictures, { label: 'Nothing dropped' });
  pictures.dispose();
  const rows = [
    { captions: 'training', measured: 'during the epoch', dropout: 'yes', loss },
    { captions: 'training', measured: 'after it', dropout: 'yes', loss: dropped },
    { captions: 'training', measured: 'after it', dropout: 'no', loss: whole },
    { captions: 'dev', measured: 'after it', dropout: 'no', loss: devLoss },
  ];
  return rows.map(({ loss: nats, ...row }, i) => ({
    ...row,
    'loss (nats)': nats,
    change: i === 0 ? '' : signed(nats - rows[i - 1].loss),
  }));
}
