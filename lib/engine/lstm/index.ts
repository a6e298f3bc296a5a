import { tf } from '../tensorflow.js';
import { nativeLstm } from './native.js';
import { plainLstm } from './plain.js';
import type { LstmInputs, LstmPass, LstmWay, RecurrentActivation } from './types.js';
import { wasmLstm } from './wasm.js';

export { type LstmInputs, type RecurrentActivation, recurrentActivations } from './types.js';

/** The engines that run an LSTM faster than operation by operation. */
const faster: Record<string, LstmWay> = { tensorflow: nativeLstm, wasm: wasmLstm };

function wayOf(recurrentActivation: RecurrentActivation): LstmWay {
  const fast = recurrentActivation === 'sigmoid' ? faster[tf.getBackend()] : undefined;
  return fast ?? plainLstm(recurrentActivation);
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
 * @param options `ofInput`: whether the gradient of x is wanted as well: only where the word vectors are trained
 * @returns `[steps, batch, units]`
 */
export function lstmSequence(
  inputs: LstmInputs,
  { recurrentActivation, ofInput }: { recurrentActivation: RecurrentActivation; ofInput: boolean },
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
