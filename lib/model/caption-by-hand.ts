import { decodeSequence } from '../caption-preprocessing/index.js';
import type { ImageId } from '../data-understanding/index.js';
import { tf } from '../engine/index.js';
import { captionBatches } from '../generator/index.js';
import { captionLogits } from './caption-pass.js';
import type { CaptionTensors } from './losses.js';
import { mergeWeights } from './merge-weights.js';
import type { ModelInputs } from './model-inputs.js';
import { copiedRows } from './picture-rows.js';
import { toTensors } from './train-step.js';

/** A caption of a picture, as word indices with both markers. */
export interface OneCaption {
  id: ImageId;
  sequence: number[];
}

/** The probabilities that logits stand for: each to the power of e, divided by the sum of all. */
export function softmaxByHand(logits: number[]): number[] {
  const highest = Math.max(...logits); // taken off all of them it changes nothing, and keeps exp from overflowing
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The loss of one word: minus the logarithm of the probability that the right word was given. */
export const crossEntropyByHand = (probabilities: number[], right: number) =>
  -Math.log(probabilities[right]);

/** One caption as a batch of its own, on the device; the caller disposes it. */
export function tensorsOf(
  { features }: Pick<ModelInputs, 'features'>,
  { id, sequence }: OneCaption,
): CaptionTensors {
  const [batch] = captionBatches(new Map([[id, [sequence]]]), { batchSize: 1 });
  return toTensors(batch, copiedRows(features));
}

/**
 * What a model says at every place of a caption, when it is given the caption's own words, nothing dropped.
 * @returns `[words - 1][vocabulary]`: after the first word, after the second…
 */
export async function logitsAlong(
  model: tf.LayersModel,
  inputs: Pick<ModelInputs, 'features'>,
  caption: OneCaption,
): Promise<number[][]> {
  const logits = tf.tidy(() => {
    const { features, tokens } = tensorsOf(inputs, caption);
    return captionLogits(mergeWeights(model), features, tokens); // [words - 1, vocabulary]
  });
  const rows = await logits.array();
  logits.dispose();
  return rows;
}

/** A place of a caption in training: what the network is given, what it is asked for, and what it says. */
export interface ForcedPlace {
  place: number;
  'is given': string;
  'should say': string;
  'would say': string;
  /** The probability of the word that it should say. */
  'gives it (%)': number;
  'loss (nats)': number;
}

/**
 * Teacher forcing, place by place: at each the network is given the caption's own word, whatever it would have said
 * itself at the place before (Williams & Zipser 1989).
 */
export async function teacherForcing(
  model: tf.LayersModel,
  inputs: Pick<ModelInputs, 'features' | 'vocabulary'>,
  caption: OneCaption,
): Promise<ForcedPlace[]> {
  const { sequence } = caption;
  const word = (index: number) => decodeSequence([index], inputs.vocabulary)[0] ?? '(padding)';
  const logits = await logitsAlong(model, inputs, caption);
  return logits.map((row, i) => {
    const probabilities = softmaxByHand(row);
    const right = sequence[i + 1];
    return {
      place: i + 1,
      'is given': word(sequence[i]),
      'should say': word(right),
      'would say': word(probabilities.indexOf(Math.max(...probabilities))),
      'gives it (%)': 100 * probabilities[right],
      'loss (nats)': crossEntropyByHand(probabilities, right),
    };
  });
}

/** A word on its way through the softmax. */
export interface SoftmaxRow {
  word: string;
  logit: number;
  'e to the logit': number;
  probability: number;
}

/** The likeliest words and the right one on their way through the softmax, and all of them together. */
export function softmaxRows(
  logits: number[],
  right: number,
  { vocabulary }: Pick<ModelInputs, 'vocabulary'>,
  most = 4,
): SoftmaxRow[] {
  const probabilities = softmaxByHand(logits);
  const order = logits.map((_, i) => i).sort((a, b) => logits[b] - logits[a]);
  const shown = order.filter((index, rank) => rank < most || index === right);
  const rows = shown.map((index) => ({
    word: `${vocabulary.words[index - 1] ?? '(padding)'}${index === right ? ' (right)' : ''}`,
    logit: logits[index],
    'e to the logit': Math.exp(logits[index]),
    probability: probabilities[index],
  }));
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return [
    ...rows,
    {
      word: `all ${logits.length}`,
      logit: Number.NaN,
      'e to the logit': sum(logits.map(Math.exp)),
      probability: sum(probabilities),
    },
  ];
}
