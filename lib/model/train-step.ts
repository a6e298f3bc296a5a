import type { SequencesById } from '../caption-preprocessing/index.js';
import { type Adam, type Random, repeated, tf } from '../engine/index.js';
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

/** Of how many places a batch may have, only so many different numbers are used: a graph is made for each. */
const NUMBERS_OF_PLACES = 16;

/**
 * Where a word should be said, as rows of the logits: after the first word of every caption, after the second… Behind
 * them, one where nothing should be said is named again and again, until they are a whole sixteenth of all.
 */
function placesOf({ targets, batch, steps }: CaptionBatch): Int32Array {
  const places: number[] = [];
  let padding = 0;
  for (let step = 0; step < steps; step++) {
    for (let row = 0; row < batch; row++) {
      const place = step * batch + row;
      if (targets[row * steps + step] > 0) places.push(place);
      else padding = place;
    }
  }
  const all = batch * steps;
  const part = Math.ceil(all / NUMBERS_OF_PLACES);
  const padded = new Int32Array(Math.min(all, part * Math.ceil(places.length / part))).fill(
    padding,
  );
  padded.set(places);
  return padded;
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

/** The loss of captions and its gradients, batch after batch. */
export interface LossGradients {
  /** As `tf.variableGrads` gives them. */
  of(tensors: CaptionTensors, random?: Random): { value: tf.Scalar; grads: tf.NamedTensorMap };
  dispose(): void;
}

/** Prepares a captioner's steps: where the engine can, a batch's whole pass, forth and back, is one graph. */
export function lossGradients(
  model: Pick<CaptionModel, 'captionLogits' | 'trained'>,
  smoothing?: number,
): LossGradients {
  const { trained } = model;
  const pass = repeated((given, random) => {
    const [pictures, tokens, targets, places] = given.slice(trained.length);
    const tensors = { pictures, tokens, targets, places } as CaptionTensors;
    const lossOf = () => captionLoss(model, tensors, { random, smoothing });
    const { value, grads } = tf.variableGrads(lossOf, trained);
    return [value, ...trained.map(({ name }) => grads[name])];
  });
  return {
    of({ pictures, tokens, targets, places }, random) {
      const given = [...trained, pictures, tokens, targets, ...(places ? [places] : [])];
      const [value, ...grads] = pass.run(given, random);
      const named = trained.map(({ name }, i) => [name, grads[i]]);
      return { value: value as tf.Scalar, grads: Object.fromEntries(named) };
    },
    dispose: pass.dispose,
  };
}

/** One step of training on a batch. The caller disposes the result: the loss before the step. */
export function trainStep(
  gradients: LossGradients,
  adam: Adam,
  batch: CaptionBatch,
  pictures: PictureRows,
  { random, ...rest }: Omit<StepOptions, 'smoothing'>,
): tf.Scalar {
  return tf.tidy(() => {
    const { value, grads } = gradients.of(toTensors(batch, pictures), random);
    applyGradients(adam, grads, rest);
    return value;
  });
}
