import { tf } from '../engine';
import { initialState, type LstmState, type MergeWeights, nextStep, pictureBranch } from '../model';

/** What a search carries from word to word, on the device: the pictures `[batch, units]` and the LSTM's memory. */
export interface SearchMemory {
  picture: tf.Tensor2D;
  state: LstmState;
}

/** Words chosen from probabilities, and how probable they are. */
export interface Chosen {
  /** Counted from the first word: padding is none. */
  indices: tf.Tensor;
  values: tf.Tensor;
}

/**
 * The memory before the first word.
 * @param features one vector a picture, each `[width]`
 */
export function startMemory(weights: MergeWeights, features: Float32Array[]): SearchMemory {
  const picture = tf.tidy(() => {
    return pictureBranch(weights, tf.stack(features.map((row) => tf.tensor1d(row))));
  });
  return { picture, state: initialState(weights, features.length) };
}

export function disposeMemory({ picture, state }: SearchMemory): void {
  tf.dispose([picture, state.hidden, state.cell]);
}

/**
 * Reads one word more in every caption of a batch, and chooses what comes next. The memory moves on.
 * @param words the last word of each, `[batch]`
 * @param choose from the probability of each word but padding, `[batch, vocabulary - 1]`
 */
export async function sayNext(
  weights: MergeWeights,
  memory: SearchMemory,
  words: number[],
  choose: (probabilities: tf.Tensor2D) => Chosen,
): Promise<{ indices: Int32Array; values: Float32Array }> {
  const { hidden, cell, ...chosen } = tf.tidy(() => {
    const last = tf.tensor1d(words, 'int32');
    const { logits, state } = nextStep(weights, memory.picture, last, memory.state);
    const probabilities = logits.softmax().slice([0, 1]); // [batch, vocabulary - 1]
    return { ...state, ...choose(probabilities) };
  });
  tf.dispose([memory.state.hidden, memory.state.cell]);
  memory.state = { hidden, cell };
  const [indices, values] = await Promise.all([chosen.indices.data(), chosen.values.data()]);
  tf.dispose([chosen.indices, chosen.values]);
  return { indices: indices as Int32Array, values: values as Float32Array };
}
