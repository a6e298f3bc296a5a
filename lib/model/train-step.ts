import type { SequencesById } from '../caption-preprocessing/index.js';
import { type Adam, type Random, tf } from '../engine/index.js';
import {
  type CaptionBatch,
  type CaptionBatchOptions,
  captionBatches,
  pictureBatches,
} from '../generator/index.js';
import type { CaptionModel } from './caption-model.js';
import { type CaptionTensors, captionLoss } from './losses.js';
import type { PictureRows } from './picture-rows.js';
import type { Team } from './team/index.js';

/** An epoch of captions as a captioner reads them: those of a picture together where it reads maps, which are large. */
export const batchesFor = (
  { reads }: CaptionModel,
  sequences: SequencesById,
  options: CaptionBatchOptions,
) => (reads.cells > 1 ? pictureBatches : captionBatches)(sequences, options);

/** Where a word should be said, as rows of the logits: after the first word of every caption, after the second… */
function placesOf({ targets, batch, steps }: CaptionBatch): Int32Array {
  const places: number[] = [];
  for (let step = 0; step < steps; step++) {
    for (let row = 0; row < batch; row++) {
      if (targets[row * steps + step] > 0) places.push(step * batch + row);
    }
  }
  return Int32Array.from(places);
}

/** A batch on the device; the caller disposes it. Captions that share their picture leave out what is padding. */
export function toTensors(batch: CaptionBatch, pictures: PictureRows): CaptionTensors {
  const { ids, perPicture } = batch;
  const shape: [number, number] = [batch.batch, batch.steps];
  const shared = perPicture > 1;
  return {
    pictures: pictures.of(shared ? ids.filter((_, row) => row % perPicture === 0) : ids), // [pictures, …]
    ...(shared ? { places: tf.tensor1d(placesOf(batch), 'int32') } : {}), // [places]
    tokens: tf.tensor2d(batch.tokens, shape, 'int32'), // [batch, steps]
    targets: tf.tensor2d(batch.targets, shape, 'int32'), // [batch, steps]
  };
}

/** Shortens gradients that are longer than `most`, taken together, and keeps their direction (Pascanu et al. 2013). */
export function clipByNorm(gradients: tf.NamedTensorMap, most: number): tf.NamedTensorMap {
  return tf.tidy(() => {
    const squares = Object.values(gradients).map((gradient) => gradient.square().sum());
    const factor = tf.div(most, tf.addN(squares).sqrt()).minimum(1);
    const entries = Object.entries(gradients).map(([name, gradient]) => [
      name,
      gradient.mul(factor),
    ]);
    return Object.fromEntries(entries) as tf.NamedTensorMap;
  });
}

/** What can be chosen about a training step. */
export interface StepOptions {
  learningRate: number;
  /** Draws what dropout drops. */
  random: Random;
  clipNorm?: number;
  /** Of the labels; see `crossEntropy`. */
  smoothing?: number;
}

/** What a step changes: Adam by the batch's gradients, shortened where they are too long. */
export function applyGradients(
  adam: Adam,
  gradients: tf.NamedTensorMap,
  { learningRate, clipNorm }: Pick<StepOptions, 'learningRate' | 'clipNorm'>,
): void {
  const bounded = clipNorm === undefined ? gradients : clipByNorm(gradients, clipNorm);
  adam.apply(bounded, learningRate);
}

/** One step of training on a batch that a team takes together. The caller disposes the result: the loss before the step. */
export async function teamStep(
  team: Team,
  adam: Adam,
  batch: CaptionBatch,
  { random, smoothing, ...rest }: StepOptions,
): Promise<tf.Scalar> {
  const { value, grads } = await team.gradients(batch, { random, smoothing });
  tf.tidy(() => applyGradients(adam, grads, rest));
  tf.dispose(grads);
  return value;
}

/** One step of training on a batch. The caller disposes the result: the loss before the step. */
export function trainStep(
  model: CaptionModel,
  adam: Adam,
  batch: CaptionBatch,
  pictures: PictureRows,
  { random, smoothing, ...rest }: StepOptions,
): tf.Scalar {
  return tf.tidy(() => {
    const tensors = toTensors(batch, pictures);
    const { value, grads } = tf.variableGrads(
      () => captionLoss(model, tensors, { random, smoothing }),
      model.trained,
    );
    applyGradients(adam, grads, rest);
    return value;
  });
}
