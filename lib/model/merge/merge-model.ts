import { type RecurrentActivation, tf } from '../../engine/index.js';
import { orthogonalRows } from '../orthogonal.js';

/** What shapes a merge model. Defaults are the tutorial's. */
export interface MergeModelOptions {
  /** Words and padding: the number of classes of the softmax. */
  vocabularySize: number;
  /** Longest caption, both markers included: the width of the padded prefix. */
  maxLength: number;
  /** Numbers in a picture's feature vector. */
  featureWidth?: number;
  /** Numbers in a word's vector. */
  embeddingWidth?: number;
  /** Width of the LSTM and of both dense layers that meet it. */
  units?: number;
  /** Share of the values dropped in training, in the picture's and in the words' branch. */
  dropout?: number;
  /** In the picture's branch, where it is another one. */
  pictureDropout?: number;
  /** Word vectors `[vocabulary, embedding]` to load; without them the embedding is drawn by lot and trained. */
  embedding?: Float32Array;
  /** Whether loaded word vectors are trained as well. Default: false, they are frozen. */
  tuneEmbedding?: boolean;
  /** Keras of 2018 gated its LSTM by `hardSigmoid`, today's by `sigmoid`. */
  recurrentActivation?: RecurrentActivation;
  /** Seeds the initial weights. */
  seed?: number;
}

/**
 * The tutorial's model ("merge", Tanti et al. 2017): a picture's branch and a words' branch that meet late.
 *
 * Inputs: features `[batch, features]`, prefixes `[batch, steps]` of word indices, left-padded with 0.
 * Output: `[batch, vocabulary]`, the probability of each word to come next.
 */
export function buildMergeModel(options: MergeModelOptions): tf.LayersModel {
  const { vocabularySize, maxLength, embedding, seed = 1 } = options;
  const { featureWidth = 2048, embeddingWidth = 200, units = 256, dropout = 0.5 } = options;
  const { recurrentActivation = 'sigmoid', tuneEmbedding = embedding === undefined } = options;
  const { pictureDropout = dropout } = options;
  let drawn = 0;
  const seedOf = (place: number) => seed * 100 + place || 1e6; // TensorFlow.js takes 0 for no seed
  const glorot = () => tf.initializers.glorotUniform({ seed: seedOf(drawn++) });

  const features = tf.input({ name: 'picture_features', shape: [featureWidth] }); // [batch, features]
  const picture = tf.layers
    .dense({ name: 'picture_dense', units, activation: 'relu', kernelInitializer: glorot() })
    .apply(tf.layers.dropout({ name: 'picture_dropout', rate: pictureDropout }).apply(features)); // [batch, units]

  const prefix = tf.input({ name: 'caption_prefix', shape: [maxLength], dtype: 'int32' }); // [batch, steps]
  const words = tf.layers
    .embedding({
      name: 'word_embedding',
      inputDim: vocabularySize,
      outputDim: embeddingWidth,
      maskZero: true,
      trainable: tuneEmbedding,
      embeddingsInitializer: tf.initializers.randomUniform({
        minval: -0.05,
        maxval: 0.05,
        seed: seedOf(60),
      }),
    })
    .apply(prefix); // [batch, steps, embedding]
  const read = tf.layers
    .lstm({
      name: 'caption_lstm',
      units,
      recurrentActivation,
      kernelInitializer: glorot(),
      recurrentInitializer: 'zeros', // set below
    })
    .apply(tf.layers.dropout({ name: 'word_dropout', rate: dropout }).apply(words)); // [batch, units]

  const merged = tf.layers
    .add({ name: 'merge' })
    .apply([picture, read] as tf.SymbolicTensor[]) as tf.SymbolicTensor; // [batch, units]
  const decoded = tf.layers
    .dense({ name: 'decoder_dense', units, activation: 'relu', kernelInitializer: glorot() })
    .apply(merged); // [batch, units]
  const nextWord = tf.layers
    .dense({
      name: 'next_word',
      units: vocabularySize,
      activation: 'softmax',
      kernelInitializer: glorot(),
    })
    .apply(decoded) as tf.SymbolicTensor; // [batch, vocabulary]

  const model = tf.model({ name: 'merge', inputs: [features, prefix], outputs: nextWord });
  const [kernel, , bias] = model.getLayer('caption_lstm').getWeights();
  const recurrent = tf.tensor2d(orthogonalRows(units, 4 * units, seed), [units, 4 * units]);
  model.getLayer('caption_lstm').setWeights([kernel, recurrent, bias]);
  recurrent.dispose();
  if (embedding) setEmbedding(model, embedding);
  return model;
}

/**
 * Loads word vectors into the model's embedding.
 * @param embedding `[vocabulary, embedding]`, row 0 for padding
 */
function setEmbedding(model: tf.LayersModel, embedding: Float32Array): void {
  const layer = model.getLayer('word_embedding');
  tf.tidy(() => {
    const shape = layer.getWeights()[0].shape as [number, number];
    layer.setWeights([tf.tensor2d(embedding, shape)]);
  });
}
