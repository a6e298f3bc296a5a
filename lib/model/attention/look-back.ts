import { tf } from '../../engine/index.js';
import { meeting, ofRows, remember } from './look.js';
import type { AttentionWeights, Places } from './weights.js';

/** What a step back needs of the step, a row for each caption. */
export interface LookedAt {
  /** The question, `[rows, units]`. */
  asked: tf.Tensor;
  /** What the memory and the word say to the gate, `[rows, 1]`, or to the sentinel's, `[rows, units]`: before its sigmoid. */
  shown: tf.Tensor;
  /** The LSTM's cell before the word, `[rows, units]`. */
  cell: tf.Tensor;
  /** `[rows, cells]`, and `[rows, units]`: see `Look`. */
  looked: tf.Tensor;
  mixed: tf.Tensor;
}

/** What the gradient of what was seen says of each part. */
export interface LookGradients {
  /** `[rows, units]` each. */
  dAsked: tf.Tensor;
  dMixed: tf.Tensor;
  /** As `LookedAt.shown`. */
  dShown: tf.Tensor;
  /** `[pictures, cells, units]`, still to be multiplied by four times the score's weight. */
  dKeys: tf.Tensor;
  /** `[units, 1]` */
  dScore: tf.Tensor;
  /** Of the sentinel: the cell before, and the sum that its key is part of; `[rows, units]` each. */
  dCell?: tf.Tensor;
  dOwn?: tf.Tensor;
}

const sumOfRows = (x: tf.Tensor) => x.sum(1, true); // [rows, 1]

/** The gradients of the scores `[rows, cells]`, further back: the meeting is computed once more. */
function scoresBack(dScores: tf.Tensor, asked: tf.Tensor, { keys }: Places, score: tf.Tensor) {
  const [pictures, cells, units] = keys.shape;
  const rows = asked.shape[0];
  const met = meeting(asked, keys); // [pictures, k, cells, units]
  const slopes = met.sub(met.square()); // [pictures, k, cells, units], a quarter of tanh's
  const ofCells = dScores.reshape([rows, 1, cells]); // [rows, 1, cells]
  const dAsked = tf.matMul(ofCells, slopes.reshape([rows, cells, units])).reshape([rows, units]); // [rows, units]
  const dMeeting = slopes.mul(dScores.reshape([pictures, -1, cells, 1])); // [pictures, k, cells, units]
  const flat = met.reshape([rows * cells, units]) as tf.Tensor2D;
  const dScore = tf.matMul(flat, dScores.reshape([rows * cells, 1]) as tf.Tensor2D, true).mul(2); // [units, 1]
  return {
    dAsked: dAsked.mul(score.flatten()).mul(4), // [rows, units]
    dKeys: rows === pictures ? dMeeting.squeeze([1]) : dMeeting.sum(1), // [pictures, cells, units]
    dScore: dScore.sub(dScores.sum()), // [units, 1]
  };
}

/** How much more or less of each cell the gradient of the mean asks for: `[rows, units]` to `[rows, cells]`. */
function sharesBack(dMixed: tf.Tensor, { says }: Places): tf.Tensor {
  const [pictures, cells, units] = says.shape;
  const byPicture = dMixed.reshape([pictures, -1, units]); // [pictures, k, units]
  return tf.matMul(byPicture, says, false, true).reshape([-1, cells]); // [rows, cells]
}

/** `look`, backwards, without a sentinel. */
function gateBack(
  { score }: AttentionWeights,
  dSeen: tf.Tensor,
  { asked, shown, looked, mixed }: LookedAt,
  places: Places,
): LookGradients {
  const passes = shown.sigmoid(); // [rows, 1]
  const dMixed = dSeen.mul(passes); // [rows, units]
  const dLooked = sharesBack(dMixed, places); // [rows, cells]
  const dScores = looked.mul(dLooked.sub(sumOfRows(looked.mul(dLooked)))); // [rows, cells]
  const dShown = sumOfRows(dSeen.mul(mixed)).mul(passes.sub(passes.square())); // [rows, 1]
  return { ...scoresBack(dScores, asked, places, score), dMixed, dShown };
}

/** `look`, backwards, with a sentinel. */
function sentinelBack(
  { score, sentinel }: AttentionWeights,
  dSeen: tf.Tensor,
  { asked, shown, cell, looked }: LookedAt,
  places: Places,
): LookGradients {
  const key = sentinel?.key as tf.Variable;
  const { gate, squashed, remembered } = remember(shown, cell); // [rows, units]
  const met = ofRows(remembered, key).add(asked).tanh(); // [rows, units]
  const rest = tf.sub(1, sumOfRows(looked)); // [rows, 1]
  const dLooked = sharesBack(dSeen, places); // [rows, cells]
  const dRest = sumOfRows(dSeen.mul(remembered)); // [rows, 1]
  const mean = sumOfRows(looked.mul(dLooked)).add(rest.mul(dRest)); // [rows, 1]
  const ofCells = scoresBack(looked.mul(dLooked.sub(mean)), asked, places, score);
  const ofOwn = rest.mul(dRest.sub(mean)); // [rows, 1]
  const dOwn = ofOwn.mul(score.flatten()).mul(tf.sub(1, met.square())); // [rows, units]
  const dRemembered = dSeen
    .mul(rest)
    .add(tf.matMul(dOwn as tf.Tensor2D, key as tf.Tensor2D, false, true)); // [rows, units]
  return {
    dMixed: dSeen,
    dAsked: ofCells.dAsked.add(dOwn),
    dKeys: ofCells.dKeys,
    dScore: ofCells.dScore.add(tf.matMul(met as tf.Tensor2D, ofOwn as tf.Tensor2D, true)),
    dShown: dRemembered.mul(squashed).mul(gate.sub(gate.square())), // [rows, units]
    dCell: dRemembered.mul(gate).mul(tf.sub(1, squashed.square())), // [rows, units]
    dOwn,
  };
}

/**
 * `look`, backwards.
 * @param dSeen `[rows, units]`
 */
export const lookBack = (
  weights: AttentionWeights,
  dSeen: tf.Tensor,
  at: LookedAt,
  places: Places,
): LookGradients => (weights.sentinel ? sentinelBack : gateBack)(weights, dSeen, at, places);
