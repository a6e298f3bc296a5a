import type { tf } from '../../engine/index.js';
import type { DenseWeights } from '../caption-model.js';
import type { LstmWeights } from '../lstm-step.js';

/** The variables of the adaptive sentinel (Lu et al. 2017). */
export interface SentinelWeights {
  /** How much of the memory shows, from the word: `[embedding, units]`, `[units]`. */
  word: DenseWeights;
  /** The same from the hidden memory: `[units, units]`. */
  recurrent: tf.Variable;
  /** What it answers to: `[units, units]`. */
  key: tf.Variable;
}

/** The variables of an attention captioner by their part in it, and what shapes its computation. */
export interface AttentionWeights extends LstmWeights {
  /** `[vocabulary, embedding]` */
  embedding: tf.Variable;
  /** What a cell says: `[width, units]`, `[units]`. */
  cells: DenseWeights;
  /** What a cell answers to: `[units, units]`. */
  key: tf.Variable;
  /** What the memory asks for: `[units, units]`, `[units]`. */
  query: DenseWeights;
  /** How much each unit of question and key counts: `[units, 1]`. */
  score: tf.Variable;
  /** What the picture's mean makes of the memory before the first word: two times `[units, units]`, `[units]`. */
  first: { hidden: DenseWeights; cell: DenseWeights };
  /** What was seen, into the LSTM's gates: `[units, 4 units]`. */
  context: tf.Variable;
  /** How much of what was seen passes, one number: `[units, 1]`, `[1]`. The sentinel takes its place. */
  gate?: DenseWeights;
  sentinel?: SentinelWeights;
  /** Memory, what was seen and the word, side by side: `[2 units + embedding, units]`, `[units]`. */
  decoder: DenseWeights;
  /** `[units, vocabulary]`, `[vocabulary]` */
  nextWord: DenseWeights;
  dropout: number;
  /** Of pictures. */
  pictureDropout: number;
}

/** What is known of pictures, for all words of all their captions. */
export interface Places {
  /** What each cell says, `[pictures, cells, units]`. */
  says: tf.Tensor3D;
  /** Twice what each cell answers to, `[pictures, cells, units]`: see `meeting`. */
  keys: tf.Tensor3D;
}
