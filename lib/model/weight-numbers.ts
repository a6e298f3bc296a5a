import { filledTensor, tf, valuesOf } from '../engine/index.js';

/** The numbers of some variables, one after the other. */
export const readNumbers = (variables: tf.Variable[]) =>
  valuesOf(() => tf.concat(variables.map((one) => one.flatten()))) as Promise<Float32Array>; // [parameters]

/** Sets variables to the numbers that `readNumbers` read. */
export function setNumbers(variables: tf.Variable[], numbers: Float32Array): void {
  let start = 0;
  for (const variable of variables) {
    const own = numbers.subarray(start, start + variable.size);
    tf.tidy(() => variable.assign(filledTensor(variable.shape, (there) => there.set(own))));
    start += variable.size;
  }
}
