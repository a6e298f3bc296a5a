import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { tf } from '../tensorflow.js';
import type { LstmWay } from './types.js';

/** A tensor on the heap whose numbers are still to be written. */
function blank(shape: number[]): tf.Tensor {
  const info = (tf.backend() as BackendWasm).makeOutput(shape, 'float32');
  return tf.engine().makeTensorFromTensorInfo(info);
}

/** The numbers of a tensor where they lie. The next tensor that is made may move the heap: then take them anew. */
const numbersOf = (tensor: tf.Tensor, step = 0, ofSteps = 1): Float32Array => {
  const all = (tf.backend() as BackendWasm).typedArrayFromHeap(tensor) as Float32Array;
  const size = all.length / ofSteps;
  return all.subarray(step * size, (step + 1) * size);
};

/**
 * Adds the words' part to the gates' sums and doubles the candidates, so that one sigmoid serves all four:
 * tanh(x) = 2 sigmoid(2x) - 1.
 * @param sums `[batch, 4 units]`, overwritten
 */
function addWords(sums: Float32Array, words: Float32Array, units: number): void {
  for (let row = 0; row < sums.length; row += 4 * units) {
    for (let i = row; i < row + 4 * units; i++) sums[i] += words[i];
    for (let i = row + 2 * units; i < row + 3 * units; i++) sums[i] *= 2;
  }
}

/** Candidates from their sigmoids, and the new cells. Shapes `[batch, 4 units]` and `[batch, units]`. */
function nextCells(
  gates: Float32Array,
  before: Float32Array | undefined,
  cells: Float32Array,
  doubled: Float32Array,
  units: number,
): void {
  for (let i = 0, gate = 0; i < cells.length; i += units, gate += 4 * units) {
    for (let u = 0; u < units; u++) {
      const candidate = 2 * gates[gate + 2 * units + u] - 1;
      gates[gate + 2 * units + u] = candidate;
      const kept = before ? gates[gate + units + u] * before[i + u] : 0;
      const cell = kept + gates[gate + u] * candidate;
      cells[i + u] = cell;
      doubled[i + u] = 2 * cell;
    }
  }
}

/** The squashed cells from their sigmoids, and the new states. */
function nextHidden(
  gates: Float32Array,
  squashed: Float32Array,
  hidden: Float32Array,
  units: number,
): void {
  for (let i = 0, gate = 3 * units; i < hidden.length; i += units, gate += 4 * units) {
    for (let u = 0; u < units; u++) {
      const value = 2 * squashed[i + u] - 1;
      squashed[i + u] = value;
      hidden[i + u] = gates[gate + u] * value;
    }
  }
}

/** One step back. All are one step's: gates and their gradients `[batch, 4 units]`, the rest `[batch, units]`. */
interface StepBack {
  gates: Float32Array;
  dGates: Float32Array;
  squashed: Float32Array;
  /** undefined before the first word: zeros. */
  cellBefore?: Float32Array;
  dHidden: Float32Array;
  /** What the step after says of this state; undefined behind the last word. */
  dHiddenLater?: Float32Array;
  /** What the step after says of this cell; overwritten by what this step says of the one before. */
  dCell: Float32Array;
}

function stepBack(step: StepBack, units: number): void {
  const { gates, dGates, squashed, cellBefore, dHidden, dHiddenLater, dCell } = step;
  for (let row = 0, base = 0; row < dHidden.length; row += units, base += 4 * units) {
    for (let u = 0; u < units; u++) {
      const i = row + u;
      const gate = base + u;
      const input = gates[gate];
      const forget = gates[gate + units];
      const candidate = gates[gate + 2 * units];
      const output = gates[gate + 3 * units];
      const above = dHidden[i] + (dHiddenLater ? dHiddenLater[i] : 0);
      const cell = dCell[i] + above * output * (1 - squashed[i] * squashed[i]);
      const before = cellBefore ? cellBefore[i] : 0;
      dGates[gate] = cell * candidate * input * (1 - input);
      dGates[gate + units] = cell * before * forget * (1 - forget);
      dGates[gate + 2 * units] = cell * input * (1 - candidate * candidate);
      dGates[gate + 3 * units] = above * squashed[i] * output * (1 - output);
      dCell[i] = cell * forget;
    }
  }
}

/**
 * An LSTM on the WASM engine: matrix products and sigmoids by its own kernels, everything between in one loop a step over
 * the heap, for each of TensorFlow.js's operations there costs more than its arithmetic.
 */
export const wasmLstm: LstmWay = {
  forward({ x, kernel, recurrent, bias }) {
    const [steps, batch, width] = x.shape;
    const units = recurrent.shape[0];
    const rows = x.reshape([steps * batch, width]) as tf.Tensor2D; // [steps * batch, embedding]
    const words = tf.fused.matMul({ a: rows, b: kernel, bias }); // [steps * batch, 4 units]
    const gates = blank([steps, batch, 4 * units]); // [steps, batch, 4 units]
    const [cells, squashed, hidden] = [0, 0, 0].map(() => blank([steps, batch, units])); // [steps, batch, units]
    let last = blank([batch, units]) as tf.Tensor2D; // [batch, units]
    for (let t = 0; t < steps; t++) {
      const next = tf.tidy(() => {
        const sums = t > 0 ? tf.matMul(last, recurrent) : blank([batch, 4 * units]); // [batch, 4 units]
        if (t === 0) numbersOf(sums).fill(0);
        addWords(numbersOf(sums), numbersOf(words, t, steps), units);
        const ofGates = sums.sigmoid(); // [batch, 4 units]
        numbersOf(gates, t, steps).set(numbersOf(ofGates));
        const doubled = blank([batch, units]);
        const before = t > 0 ? numbersOf(cells, t - 1, steps) : undefined;
        const now = numbersOf(gates, t, steps);
        nextCells(now, before, numbersOf(cells, t, steps), numbersOf(doubled), units);
        const ofCells = doubled.sigmoid(); // [batch, units]
        numbersOf(squashed, t, steps).set(numbersOf(ofCells));
        const state = blank([batch, units]) as tf.Tensor2D;
        nextHidden(
          numbersOf(gates, t, steps),
          numbersOf(squashed, t, steps),
          numbersOf(state),
          units,
        );
        numbersOf(hidden, t, steps).set(numbersOf(state));
        return state;
      });
      last.dispose();
      last = next;
    }
    return { hidden: hidden as tf.Tensor3D, saved: [gates, cells, squashed] };
  },

  gateGradients(dHidden, { recurrent }, { saved: [gates, cells, squashed] }) {
    const [steps, batch, units] = dHidden.shape;
    const back = recurrent.transpose() as tf.Tensor2D; // [4 units, units]
    const dGates = blank([steps * batch, 4 * units]) as tf.Tensor2D; // [steps * batch, 4 units]
    const dCell = new Float32Array(batch * units); // [batch, units]
    let later: tf.Tensor | undefined;
    for (let t = steps - 1; t >= 0; t--) {
      const next = tf.tidy(() => {
        const now = blank([batch, 4 * units]) as tf.Tensor2D; // [batch, 4 units]
        stepBack(
          {
            gates: numbersOf(gates, t, steps),
            dGates: numbersOf(now),
            squashed: numbersOf(squashed, t, steps),
            cellBefore: t > 0 ? numbersOf(cells, t - 1, steps) : undefined,
            dHidden: numbersOf(dHidden, t, steps),
            dHiddenLater: later && numbersOf(later),
            dCell,
          },
          units,
        );
        numbersOf(dGates, t, steps).set(numbersOf(now));
        return tf.matMul(now, back); // [batch, units]
      });
      later?.dispose();
      later = next;
    }
    return dGates;
  },
};
