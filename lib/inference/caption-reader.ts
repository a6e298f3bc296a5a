import { tf } from '../engine/index.js';
import { initialState, type MergeWeights, nextStep, pictureBranch } from '../model/index.js';
import { UserError } from '../outputs/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import type { Hypothesis } from './hypothesis.js';

/** What reads the captions of a batch on the device, a word at a time, and says what may come next. */
export interface CaptionReader {
  /**
   * Reads the last word of each hypothesis. What they go on from must have been read in the call before: its memory is
   * taken up from there, once for each that goes on from it.
   * @returns the probability of every word to come next, `[beams, vocabulary]`; the caller's own to change
   * @throws UserError when the model's weights are no numbers
   */
  read(hypotheses: readonly Hypothesis[]): Promise<Float32Array>;
  dispose(): void;
}

/** One hypothesis' row of what `read` gave, `[vocabulary]`. */
export const rowOf = (values: Float32Array, hypothesis: number, { size }: Vocabulary) =>
  values.subarray(hypothesis * size, (hypothesis + 1) * size);

/** Rows of `x` by their numbers; `x` itself where they are all of its rows in order. */
function rowsOf(x: tf.Tensor2D, rows: number[]): tf.Tensor2D {
  const same = rows.length === x.shape[0] && rows.every((row, i) => row === i);
  return same ? x : tf.gather(x, tf.tensor1d(rows, 'int32')); // [beams, units]
}

/** The pictures' vectors as one tensor, `[batch, features]`. */
function featureRows(features: readonly Float32Array[]): tf.Tensor2D {
  const [{ length: width }] = features;
  const values = new Float32Array(features.length * width);
  features.forEach((row, i) => {
    values.set(row, i * width);
  });
  return tf.tensor2d(values, [features.length, width]); // [batch, features]
}

/**
 * Computes the pictures' branch once and keeps the LSTM's memory from word to word.
 * @param features one vector a picture, each `[features]`
 */
export function openReader(
  weights: MergeWeights,
  features: readonly Float32Array[],
): CaptionReader {
  const pictures = tf.tidy(() => pictureBranch(weights, featureRows(features))); // [batch, units]
  let state = initialState(weights, 1); // every caption begins with the same empty memory
  let places = new Map<Hypothesis, number>();

  async function read(hypotheses: readonly Hypothesis[]): Promise<Float32Array> {
    const before = hypotheses.map((one) => (one.before ? (places.get(one.before) as number) : 0));
    const { probabilities, ...next } = tf.tidy(() => {
      const picture = rowsOf(
        pictures,
        hypotheses.map((one) => one.picture),
      );
      const memory = { hidden: rowsOf(state.hidden, before), cell: rowsOf(state.cell, before) }; // [beams, units]
      const words = tf.tensor1d(
        hypotheses.map(({ word }) => word),
        'int32',
      );
      const { logits, state: after } = nextStep(weights, picture, words, memory);
      return { ...after, probabilities: logits.softmax() }; // [beams, vocabulary]
    });
    tf.dispose([state.hidden, state.cell]);
    state = next;
    places = new Map(hypotheses.map((one, row) => [one, row]));
    const values = (await probabilities.data()) as Float32Array;
    probabilities.dispose();
    refuseNonsense(values, hypotheses.length);
    return values;
  }

  return { read, dispose: () => tf.dispose([pictures, state.hidden, state.cell]) };
}

/** One value that is no number makes all of its row so: the first of each tells. */
function refuseNonsense(values: Float32Array, rows: number): void {
  for (let i = 0; i < values.length; i += values.length / rows) {
    if (Number.isNaN(values[i])) {
      throw new UserError(
        "The model's probabilities are not numbers (NaN): its training went astray, or a picture's features did. " +
          'Train it again with a smaller learning rate, or encode the picture again.',
      );
    }
  }
}
