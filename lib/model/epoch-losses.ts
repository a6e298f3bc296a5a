import type { SequencesById } from '../caption-preprocessing/index.js';
import { progressBar } from '../display/progress.js';
import { createRandom, type Random } from '../engine/index.js';
import type { CaptionModel } from './caption-model.js';
import { captionerOf, type ModelOrLayers } from './captioners.js';
import type { TrainedModel } from './kept-model.js';
import { lossOver } from './loss-over.js';
import { type PictureRows, pictureRows } from './picture-rows.js';
import { bestEpoch } from './results.js';
import { trainingData } from './train-and-keep.js';

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
  model: CaptionModel,
  sequences: SequencesById,
  pictures: PictureRows,
  { random, label }: { random?: Random; label: string },
): Promise<number> {
  const count = [...sequences.values()].reduce((sum, captions) => sum + captions.length, 0);
  const bar = progressBar(label, count, 'captions');
  const onBatch = (captions: number) => bar.advance(captions);
  const loss = await lossOver(model, sequences, pictures, { random, label, onBatch });
  bar.done();
  return loss;
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
}: Omit<TrainedModel, 'model'> & { model: ModelOrLayers }): Promise<LossByMeasure[]> {
  const { loss, devLoss } = bestEpoch(results);
  const { train, features } = trainingData(inputs);
  const captioner = captionerOf(model);
  const pictures = pictureRows(features, [...train.keys()]);
  const random = createRandom('dropout after the epoch');
  const dropped = await lossOf(captioner, train, pictures, { random, label: 'With dropout' });
  const whole = await lossOf(captioner, train, pictures, { label: 'Nothing dropped' });
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
