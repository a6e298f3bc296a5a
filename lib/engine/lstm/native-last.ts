import { nativeOp } from '../native-ops.js';
import { tf } from '../tensorflow.js';
import {
  cellBack,
  PLAIN_CELL,
  recurrentBack,
  swapMiddle,
  unstackRows,
  weightInputs,
} from './native-cells.js';
import type { PackedInputs } from './types.js';

/** What a step makes: input gate, cell, forget gate, output gate, candidate, squashed cell, hidden memory. */
const MADE = 7;
const [CELL, HIDDEN] = [1, 6];

const rowsFrom = (x: tf.Tensor, start: number, end: number): tf.Tensor2D =>
  (start === 0 && end === x.shape[0]
    ? x
    : x.slice([start, 0], [end - start, x.shape[1] as number])) as tf.Tensor2D;

/** Below rows, rows of others. */
const below = (rows: tf.Tensor | undefined, more: tf.Tensor): tf.Tensor =>
  rows ? (more.shape[0] === 0 ? rows : tf.concat([rows, more])) : more;

/**
 * `lstmLast` by `LSTMBlockCell`, a step at a time: each has only the rows of sequences that have not ended.
 * @returns the memory after each sequence's last word, `[sequences, units]`
 */
export function nativeLast(
  { x, kernel, recurrent, bias }: PackedInputs,
  alive: readonly number[],
  { ofInput }: { ofInput: boolean },
): tf.Tensor2D {
  const [width, units] = [kernel.shape[0], recurrent.shape[0]];
  const steps = alive.length;
  const after = (t: number) => (t + 1 < steps ? alive[t + 1] : 0);
  const run = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const weights = swapMiddle(tf.concat([kernel, recurrent])); // [embedding + units, 4 units]
    const rest = weightInputs(weights, swapMiddle(bias));
    let [cell, hidden]: tf.Tensor[] = [0, 0].map(() => tf.zeros([alive[0], units]));
    const made = unstackRows(x, alive).map((words, t) => {
      const before = [cell, hidden].map((memory) => rowsFrom(memory, 0, alive[t])); // [alive, units]
      const step = nativeOp('LSTMBlockCell', PLAIN_CELL, [words, ...before, ...rest], MADE);
      [cell, hidden] = [step[CELL], step[HIDDEN]];
      return step;
    });
    const ends = made.map((step, t) => rowsFrom(step[HIDDEN], after(t), alive[t]));
    const last = tf.concat(ends.filter(({ size }) => size > 0).reverse()) as tf.Tensor2D; // [sequences, units]
    save([x, ...rest, ...made.flat()]);
    const gradFunc = (dLast: tf.Tensor, [words, ...kept]: tf.Tensor[]) => {
      const weightsAgain = kept.splice(0, rest.length);
      const madeAgain = alive.map((_, t) => kept.slice(MADE * t, MADE * (t + 1)));
      const zeros = tf.zeros([alive[0], units]);
      const before = (t: number, part: number) =>
        t > 0 ? rowsFrom(madeAgain[t - 1][part], 0, alive[t]) : zeros; // [alive, units]
      const back = recurrentBack(weightsAgain[0], width); // [4 units, units]
      const anyX = tf.zeros([alive[0], width]);
      const all: tf.Tensor2D[] = [];
      let dCell: tf.Tensor | undefined;
      let dHidden: tf.Tensor | undefined;
      for (let t = steps - 1; t >= 0; t--) {
        const [now, next] = [alive[t], after(t)];
        const step = cellBack({
          x: rowsFrom(anyX, 0, now),
          ...{ cellBefore: before(t, CELL), hiddenBefore: rowsFrom(zeros, 0, now) },
          ...{ weights: weightsAgain, made: madeAgain[t].slice(0, HIDDEN) },
          dCell: below(dCell, rowsFrom(zeros, next, now)), // [alive, units]
          dHidden: below(dHidden, rowsFrom(dLast, next, now)),
        });
        dCell = step.dCell;
        all[t] = step.dGates; // [alive, 4 units]
        if (t > 0) dHidden = tf.matMul(step.dGates, back); // [alive, units]
      }
      const dGates = tf.concat(all) as tf.Tensor2D; // [words, 4 units]
      const hiddens = tf.concat(alive.map((_, t) => before(t, HIDDEN))) as tf.Tensor2D; // [words, units]
      const swapped = weightsAgain[0].slice([0, 0], [width, 4 * units]) as tf.Tensor2D;
      return [
        ...(ofInput ? [tf.matMul(dGates, swapped, false, true)] : []), // [words, embedding]
        swapMiddle(tf.matMul(words as tf.Tensor2D, dGates, true)), // [embedding, 4 units]
        swapMiddle(tf.matMul(hiddens, dGates, true)), // [units, 4 units]
        swapMiddle(dGates.sum(0)), // [4 units]
      ];
    };
    return { value: last, gradFunc };
  });
  return run(...(ofInput ? [x] : []), kernel, recurrent, bias) as tf.Tensor2D;
}
