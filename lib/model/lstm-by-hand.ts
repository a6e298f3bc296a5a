import type { LstmState } from './caption-pass.js';
import type { MergeWeights } from './merge-weights.js';

/** An LSTM's numbers in plain arrays; the columns are four blocks of `units` each: input, forget, candidate, output. */
export interface LstmNumbers {
  /** W, `[embedding][4 units]` */
  kernel: number[][];
  /** U, `[units][4 units]` */
  recurrent: number[][];
  /** b, `[4 units]` */
  bias: number[];
  /** What squashes a gate's sums into 0 to 1. */
  gate: (sum: number) => number;
}

/** What an LSTM remembers, a number a unit. */
export type Memory = Record<keyof LstmState, number[]>;

/** One step of an LSTM laid open: its gates and its candidate beside the memory that they make, each `[units]`. */
export interface OpenStep extends Memory {
  input: number[];
  forget: number[];
  candidate: number[];
  output: number[];
}

/**
 * One step of an LSTM in loops over plain numbers (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al.
 * 2000): equations (1) to (6) of notebook 08. `lstmStep` does the same for a batch, in tensors.
 * @param x the word's vector, `[embedding]`
 */
export function lstmStepByHand(lstm: LstmNumbers, x: number[], { hidden, cell }: Memory): OpenStep {
  const { kernel, recurrent, bias, gate } = lstm;
  const sums = bias.map((b, column) => {
    let sum = b;
    for (let k = 0; k < x.length; k++) sum += x[k] * kernel[k][column];
    for (let k = 0; k < hidden.length; k++) sum += hidden[k] * recurrent[k][column];
    return sum;
  });
  const block = (place: number) => sums.slice(place * hidden.length, (place + 1) * hidden.length);
  const input = block(0).map(gate); // (1)
  const forget = block(1).map(gate); // (2)
  const candidate = block(2).map(Math.tanh); // (3)
  const output = block(3).map(gate); // (4)
  const newCell = cell.map((c, i) => forget[i] * c + input[i] * candidate[i]); // (5)
  const newHidden = newCell.map((c, i) => output[i] * Math.tanh(c)); // (6)
  return { input, forget, candidate, output, cell: newCell, hidden: newHidden };
}

const sigmoid = (sum: number) => 1 / (1 + Math.exp(-sum));
const hardSigmoid = (sum: number) => Math.min(1, Math.max(0, 0.2 * sum + 0.5));

/** A model's LSTM as plain numbers. */
async function lstmNumbers({ lstm, recurrentActivation }: MergeWeights): Promise<LstmNumbers> {
  return {
    kernel: (await lstm.kernel.array()) as number[][],
    recurrent: (await lstm.recurrent.array()) as number[][],
    bias: (await lstm.bias.array()) as number[],
    gate: recurrentActivation === 'sigmoid' ? sigmoid : hardSigmoid,
  };
}

/**
 * Reads captions word by word by `lstmStepByHand`, each from a memory of zeros.
 * @returns for each caption a step a word
 */
export async function readByHand(
  weights: MergeWeights,
  sequences: readonly (readonly number[])[],
): Promise<OpenStep[][]> {
  const lstm = await lstmNumbers(weights);
  const vectors = (await weights.embedding.array()) as number[][];
  const zeros = Array<number>(weights.units).fill(0);
  return sequences.map((sequence) => {
    const steps: OpenStep[] = [];
    for (const word of sequence) {
      const before = steps.at(-1) ?? { hidden: zeros, cell: zeros };
      steps.push(lstmStepByHand(lstm, vectors[word], before));
    }
    return steps;
  });
}
