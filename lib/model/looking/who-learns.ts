import { tf } from '../../engine/index.js';
import { lookByHand, softmaxOf } from './look-by-hand.js';

/** What the loss asks of a cell. */
interface CellGradient {
  cell: string;
  share: number;
  /** Length of the loss's gradient by what the cell tells. */
  'pull on its value': number;
  /** The loss's gradient by the cell's score: below 0, the loss falls when the score rises. */
  'slope of its score': number;
  /** The same by TensorFlow's automatic differentiation. */
  'slope by TensorFlow': number;
}

/** The loss's gradient by the scores, for what was seen taken as logits: by TensorFlow. */
async function slopesByTensors(
  scores: number[],
  values: readonly number[][],
  right: number,
): Promise<ArrayLike<number>> {
  const gradient = tf.tidy(() => {
    const told = tf.tensor2d(values as number[][]);
    const wanted = tf.tensor1d(values[0].map((_, column) => Number(column === right)));
    const loss = (given: tf.Tensor) => {
      const seen = tf.matMul(given.softmax().expandDims(0), told).flatten(); // [columns]
      return seen.logSoftmax().mul(wanted).sum().neg();
    };
    return tf.grad(loss)(tf.tensor1d(scores)); // [cells]
  });
  const slopes = await gradient.data();
  gradient.dispose();
  return slopes;
}

/**
 * Which cells learn from a look: the loss is the cross-entropy of the right column, what was seen being taken for logits.
 * @param names what each cell is called, `[cells]`
 * @param right the column of the values that ought to have been seen
 */
async function whoLearns(
  query: readonly number[],
  keys: readonly number[][],
  values: readonly number[][],
  { names, right }: { names: readonly string[]; right: number },
): Promise<CellGradient[]> {
  const { scores, shares, seen } = lookByHand(query, keys, values);
  const error = softmaxOf(seen).map((share, column) => share - Number(column === right));
  const slopes = await slopesByTensors(scores, values, right);
  return names.map((cell, i) => ({
    cell,
    share: shares[i],
    'pull on its value': shares[i] * Math.hypot(...error),
    'slope of its score':
      shares[i] *
      error.reduce((sum, one, column) => sum + one * (values[i][column] - seen[column]), 0),
    'slope by TensorFlow': slopes[i],
  }));
}

/**
 * The same for several queries, a row per query and kind of cell.
 * @param queries by what they ask for
 */
export async function learningTable(
  queries: Readonly<Record<string, readonly number[]>>,
  keys: readonly number[][],
  values: readonly number[][],
  asked: { names: readonly string[]; right: number },
): Promise<({ 'asked for': string } & CellGradient)[]> {
  const { names } = asked;
  const rows = await Promise.all(
    Object.entries(queries).map(async ([name, query]) =>
      (await whoLearns(query, keys, values, asked))
        .filter((_, i) => names.indexOf(names[i]) === i)
        .map((row) => ({ 'asked for': name, ...row })),
    ),
  );
  return rows.flat();
}
