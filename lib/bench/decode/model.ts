import { tf } from '../../engine/index.js';
import { buildMergeModel } from '../../model/index.js';
import { hashed } from '../hashed.js';
import { MAX_LENGTH, MODEL } from '../training-step/sizes.js';
import { wordsOf } from './captioner.js';

const { vocabularySize, featureWidth, embeddingWidth, units } = MODEL;

/** The words of a caption after which this model wants to end it: people's have about ten. */
const USUAL_LENGTH = 10;
const GROWTH = 0.1;

/** As many words as the tutorial's vocabulary has. */
export const vocabulary = wordsOf(vocabularySize);
const END = vocabularySize - 1;

/** Sets a column of a matrix of `width` columns to one value. */
function fillColumn(matrix: Float32Array, width: number, column: number, value = 0): void {
  for (let at = column; at < matrix.length; at += width) matrix[at] = value;
}

/**
 * The tutorial's model in its sizes with random weights, but for one unit: in the LSTM it counts words, and what stands
 * behind it makes the end marker more probable with each after the tenth. So captions differ from picture to picture and
 * have the length that a trained model gives them.
 */
export function countingModel(): tf.LayersModel {
  const embedding = hashed(vocabularySize * embeddingWidth, 1, 1);
  const model = buildMergeModel({ ...MODEL, maxLength: MAX_LENGTH, embedding });
  const set = (name: string, ...values: Float32Array[]) =>
    tf.tidy(() => {
      const layer = model.getLayer(name);
      layer.setWeights(layer.getWeights().map(({ shape }, i) => tf.tensor(values[i], shape)));
    });

  const picture = hashed(featureWidth * units, 2, 0.05);
  fillColumn(picture, units, 0);
  set('picture_dense', picture, new Float32Array(units));

  const gates = 4 * units;
  const kernel = hashed(embeddingWidth * gates, 3, 0.2);
  const recurrent = hashed(units * gates, 4, 0.2);
  const bias = new Float32Array(gates);
  for (const [gate, value] of [10, 10, Math.atanh(GROWTH), 10].entries()) {
    fillColumn(kernel, gates, gate * units);
    fillColumn(recurrent, gates, gate * units);
    bias[gate * units] = value;
  }
  set('caption_lstm', kernel, recurrent, bias);

  const decoder = hashed(units * units, 5, 0.2);
  fillColumn(decoder, units, 0);
  decoder[0] = 1;
  const threshold = new Float32Array(units);
  threshold[0] = -Math.tanh(GROWTH * USUAL_LENGTH);
  set('decoder_dense', decoder, threshold);

  const nextWord = hashed(units * vocabularySize, 6, 0.3);
  nextWord.fill(0, 0, vocabularySize);
  nextWord[END] = 150;
  const liking = new Float32Array(vocabularySize);
  liking[0] = -100; // padding
  set('next_word', nextWord, liking);
  return model;
}

/** Vectors as an encoder gives them: none below 0. */
export function pictures(count: number): Float32Array[] {
  return Array.from({ length: count }, (_, i) => hashed(featureWidth, 100 + i).map(Math.abs));
}
