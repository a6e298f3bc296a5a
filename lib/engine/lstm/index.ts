import { tf } from '../tensorflow.js';
import { nativeLast } from './native-last.js';
import { plainLstm } from './plain.js';
import type { LstmInputs, LstmPass, LstmWay, PackedInputs, RecurrentActivation } from './types.js';
import { wasmLstm } from './wasm.js';

export { type LstmInputs, type RecurrentActivation, recurrentActivations } from './types.js';

/** What can be chosen about a pass of an LSTM. */
interface LstmOptions {
  recurrentActivation: RecurrentActivation;
  /** Whether the gradient of x is wanted as well: only where the word vectors are trained. */
  ofInput: boolean;
}

function wayOf(recurrentActivation: RecurrentActivation): LstmWay {
  const isFaster = recurrentActivation === 'sigmoid' && tf.getBackend() === 'wasm';
  return isFaster ? wasmLstm : plainLstm(recurrentActivation);
}

/** The gradients of x, kernel, recurrent kernel and bias, from those of the gates' sums: all steps in one product each. */
function parameterGradients(
  dGates: tf.Tensor2D,
  { x, kernel }: LstmInputs,
  { hidden }: LstmPass,
  { ofInput }: { ofInput: boolean },
): tf.Tensor[] {
  const [steps, batch, units] = hidden.shape;
  const before = tf.concat([
    tf.zeros([1, batch, units]),
    hidden.slice([0, 0, 0], [steps - 1, batch, units]),
  ]); // [steps, batch, units]
  const rows = (sequences: tf.Tensor) => sequences.reshape([steps * batch, -1]) as tf.Tensor2D; // [steps * batch, …]
  return [
    ...(ofInput ? [tf.matMul(dGates, kernel, false, true).reshape(x.shape)] : []), // [steps, batch, embedding]
    tf.matMul(rows(x), dGates, true), // [embedding, 4 units]
    tf.matMul(rows(before), dGates, true), // [units, 4 units]
    dGates.sum(0), // [4 units]
  ];
}

/**
 * Runs an LSTM over whole sequences from a memory of zeros: the states that tfjs-layers' LSTM returns with
 * `returnSequences`, and the same gradients, in fewer and larger operations.
 * @param inputs x `[steps, batch, embedding]`; kernel, recurrent kernel and bias as tfjs-layers keeps them
 * @returns `[steps, batch, units]`
 */
export function lstmSequence(
  inputs: LstmInputs,
  { recurrentActivation, ofInput }: LstmOptions,
): tf.Tensor3D {
  const way = wayOf(recurrentActivation);
  const { x, kernel, recurrent, bias } = inputs;
  const run = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const pass = way.forward(inputs); // hidden: [steps, batch, units]
    save([x, kernel, recurrent, bias, pass.hidden, ...pass.saved]);
    const gradFunc = (dHidden: tf.Tensor, kept: tf.Tensor[]) => {
      const [x, kernel, recurrent, bias, hidden, ...saved] = kept;
      const keptInputs = { x, kernel, recurrent, bias } as LstmInputs;
      const keptPass = { hidden: hidden as tf.Tensor3D, saved };
      const dGates = way.gateGradients(dHidden as tf.Tensor3D, keptInputs, keptPass); // [steps * batch, 4 units]
      return parameterGradients(dGates, keptInputs, keptPass, { ofInput });
    };
    return { value: pass.hidden, gradFunc };
  });
  return run(...(ofInput ? [x] : []), kernel, recurrent, bias) as tf.Tensor3D;
}

/** Sequences side by side `[steps, sequences, embedding]`; behind the end of one stands the first word of all. */
function sideBySide(words: tf.Tensor2D, alive: readonly number[]): tf.Tensor3D {
  let row = 0;
  const places = alive.flatMap((count) =>
    Array.from({ length: alive[0] }, (_, sequence) => (sequence < count ? row++ : 0)),
  );
  const all = words.gather(tf.tensor1d(places, 'int32')); // [steps * sequences, embedding]
  return all.reshape([alive.length, alive[0], words.shape[1]]);
}

/**
 * The memory of an LSTM after the last word of sequences of different lengths, the longest sequence first. Nothing is read
 * that stands in no sequence.
 * @param inputs x `[words, embedding]`: the first word of each sequence, then the second of each that has one, and so on
 * @param alive how many sequences have a first word, how many a second: numbers that do not rise
 * @returns `[sequences, units]`
 */
export function lstmLast(
  inputs: PackedInputs,
  alive: readonly number[],
  options: LstmOptions,
): tf.Tensor2D {
  const { recurrentActivation, ofInput } = options;
  if (tf.getBackend() === 'tensorflow' && recurrentActivation === 'sigmoid') {
    return nativeLast(inputs, alive, { ofInput });
  }
  const hidden = lstmSequence({ ...inputs, x: sideBySide(inputs.x, alive) }, options); // [steps, sequences, units]
  const [sequences, units] = hidden.shape.slice(1);
  const lengths = Array.from(
    { length: sequences },
    (_, sequence) => alive.filter((count) => count > sequence).length,
  );
  const ends = lengths.map((length, sequence) => (length - 1) * sequences + sequence);
  return hidden
    .reshape([alive.length * sequences, units])
    .gather(tf.tensor1d(ends, 'int32')) as tf.Tensor2D; // [sequences, units]
}
