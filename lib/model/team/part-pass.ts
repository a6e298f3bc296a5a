import { type Random, tf } from '../../engine/index.js';
import type { CaptionBatch } from '../../generator/index.js';
import type { CaptionModel } from '../caption-model.js';
import { captionLoss } from '../losses.js';
import type { PictureRows } from '../picture-rows.js';
import { policyLoss } from '../self-critical/policy-loss.js';
import { toTensors } from '../train-step.js';

/** What is asked about a part of a batch. */
export interface PartChoice {
  /** Words of the whole batch: the part's loss is its share of their mean. */
  words: number;
  /** Draws what dropout drops; without it nothing is dropped. */
  random?: Random;
  smoothing?: number;
  /** Of a self-critical step: by how much each caption is better than others, and how many the whole batch has. */
  worth?: { advantages: Float32Array; captions: number };
}

/** Words that count in a batch. */
export const wordsIn = ({ targets }: CaptionBatch) =>
  targets.reduce((sum, target) => sum + (target > 0 ? 1 : 0), 0);

/** The part's share of the loss of its whole batch: those of all parts add up to it. */
export function partLoss(
  model: CaptionModel,
  batch: CaptionBatch,
  pictures: PictureRows,
  { words, random, smoothing, worth }: PartChoice,
): tf.Scalar {
  const tensors = toTensors(batch, pictures);
  return worth
    ? policyLoss(model, tensors, worth.advantages, worth.captions)
    : captionLoss(model, tensors, { random, smoothing, words });
}

/** The same with its gradients, each by its variable's name. */
export const partGradients = (...[model, batch, pictures, choice]: Parameters<typeof partLoss>) =>
  tf.variableGrads(() => partLoss(model, batch, pictures, choice), model.trained);
