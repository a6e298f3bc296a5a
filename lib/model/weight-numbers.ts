import { tf } from '../engine/index.js';

/** The numbers of some variables, one after the other. */
export async function readNumbers(variables: tf.Variable[]): Promise<Float32Array> {
  const all = tf.tidy(() => tf.concat(variables.map((variable) => variable.flatten())));
  const numbers = (await all.data()) as Float32Array;
  all.dispose();
  return numbers;
}

/** Sets variables to the numbers that `readNumbers` read. */
export function setNumbers(variables: tf.Variable[], numbers: Float32Array): void {
  let start = 0;
  for (const variable of variables) {
    const end = start + variable.size;
    tf.tidy(() => variable.assign(tf.tensor(numbers.slice(start, end), variable.shape)));
    start = end;
  }
}
