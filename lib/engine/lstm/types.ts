import type { tf } from '../tensorflow.js';

/** What a gate's sum passes through: Keras of 2018 took `hardSigmoid`, today's takes `sigmoid`. */
export const recurrentActivations = ['sigmoid', 'hardSigmoid'] as const;
/** What gates an LSTM. */
export type RecurrentActivation = (typeof recurrentActivations)[number];

/** An LSTM's weights, the gates in Keras's order: input, forget, candidate, output. */
export interface LstmParameters {
  /** `[embedding, 4 units]` */
  kernel: tf.Tensor2D;
  /** `[units, 4 units]` */
  recurrent: tf.Tensor2D;
  /** `[4 units]` */
  bias: tf.Tensor1D;
}

/** An LSTM and the sequences it reads: `[steps, batch, embedding]`. */
export interface LstmInputs extends LstmParameters {
  x: tf.Tensor3D;
}

/** An LSTM and sequences of different lengths that it reads: `[words, embedding]`, see `lstmLast`. */
export interface PackedInputs extends LstmParameters {
  x: tf.Tensor2D;
}

/** All states of a pass, and what its gradient needs of it. */
export interface LstmPass {
  /** `[steps, batch, units]` */
  hidden: tf.Tensor3D;
  saved: tf.Tensor[];
}

/** One way of running an LSTM over whole sequences, from a memory of zeros. */
export interface LstmWay {
  forward(inputs: LstmInputs): LstmPass;
  /**
   * The gradient of the gates' sums, the last step first.
   * @param dHidden `[steps, batch, units]`
   * @returns `[steps * batch, 4 units]`
   */
  gateGradients(dHidden: tf.Tensor3D, inputs: LstmInputs, pass: LstmPass): tf.Tensor2D;
}
