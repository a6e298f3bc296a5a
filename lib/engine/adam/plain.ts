import { tf } from '../tensorflow.js';
import { BETA_1, BETA_2, correctedRate, EPSILON, type MakeAdam } from './types.js';

/** Adam in TensorFlow.js's own operations, all variables as one vector: a dozen operations a step, however many variables. */
export const plainAdam: MakeAdam = (variables, moments) => {
  const sizes = variables.map(({ size }) => size);
  const kept = (values?: Float32Array) =>
    values ? tf.tensor1d(values) : tf.zeros([sizes.reduce((a, b) => a + b)]); // [parameters]
  let first = tf.keep(kept(moments?.first));
  let second = tf.keep(kept(moments?.second));

  return {
    update(update) {
      const before = [first, second];
      tf.tidy(() => {
        const gradient = tf.concat(update.gradients.map((one) => one.flatten())); // [parameters]
        first = tf.keep(first.mul(BETA_1).add(gradient.mul(1 - BETA_1)));
        second = tf.keep(second.mul(BETA_2).add(gradient.square().mul(1 - BETA_2)));
        const change = first.mul(correctedRate(update)).div(second.sqrt().add(EPSILON)); // [parameters]
        tf.split(change, sizes).forEach((part, i) => {
          const own = update.rates[i] === 1 ? part : part.mul(update.rates[i]);
          variables[i].assign(variables[i].sub(own.reshape(variables[i].shape))); // […variable]
        });
      });
      tf.dispose(before);
    },
    async moments() {
      const [one, other] = await Promise.all([first.data(), second.data()]);
      return { first: one as Float32Array, second: other as Float32Array };
    },
    dispose: () => tf.dispose([first, second]),
  };
};
