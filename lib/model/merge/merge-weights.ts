import type { tf } from '../../engine/index.js';
import type { DenseWeights } from '../caption-model.js';
import type { LstmWeights } from '../lstm-step.js';

/** The variables of a merge model by their part in it. They are the model's own, not copies: train them, not dispose them. */
export interface MergeWeights extends LstmWeights {
  /** `[vocabulary, embedding]` */
  embedding: tf.Variable;
  /** `[features, units]`, `[units]` */
  picture: DenseWeights;
  /** `[units, units]`, `[units]` */
  decoder: DenseWeights;
  /** `[units, vocabulary]`, `[vocabulary]` */
  nextWord: DenseWeights;
  dropout: number;
  /** Of pictures. */
  pictureDropout: number;
  /** The variables that training changes: all but a frozen embedding. */
  trained: tf.Variable[];
}

/**
 * The variables behind a plain layers model made by `buildMergeModel` or loaded from disk, for the fast paths.
 * @throws Error when the model has no layers of those names
 */
export function mergeWeights(model: tf.LayersModel): MergeWeights {
  const variablesOf = (layer: string) =>
    model.getLayer(layer).weights.map((weight) => weight.read() as tf.Variable);
  const [embedding] = variablesOf('word_embedding');
  const dense = (layer: string) => {
    const [kernel, bias] = variablesOf(layer);
    return { kernel, bias };
  };
  const [kernel, recurrent, bias] = variablesOf('caption_lstm');
  const config = model.getLayer('caption_lstm').getConfig();
  const recurrentActivation =
    config.recurrentActivation === 'sigmoid' ? 'sigmoid' : ('hardSigmoid' as const);
  return {
    embedding,
    picture: dense('picture_dense'),
    lstm: { kernel, recurrent, bias },
    decoder: dense('decoder_dense'),
    nextWord: dense('next_word'),
    units: recurrent.shape[0] as number,
    recurrentActivation,
    dropout: model.getLayer('word_dropout').getConfig().rate as number,
    pictureDropout: model.getLayer('picture_dropout').getConfig().rate as number,
    trained: model.trainableWeights.map((weight) => weight.read() as tf.Variable),
  };
}
