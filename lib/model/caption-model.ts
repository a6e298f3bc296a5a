import type { ModelGraph } from '../display/model-drawing.js';
import type { Random, RecurrentActivation, tf } from '../engine/index.js';

/** A layer's kernel `[features, units]` and bias `[units]`. */
export interface DenseWeights {
  kernel: tf.Variable;
  bias: tf.Variable;
}

/** What a captioner reads of a picture: `cells` rows of `width` numbers; one row is the picture's vector. */
export interface PictureShape {
  cells: number;
  width: number;
}

/** What a captioner knows of pictures whose captions it is about to write, each tensor with a row per picture. */
export interface Beginning {
  /** Computed once, and read at every step. */
  pictures: tf.Tensor[];
  /** Its memory before the first word. */
  state: tf.Tensor[];
}

/** What one word more makes of captions, a row per caption. */
export interface NextWord {
  /** `[beams, vocabulary]` */
  logits: tf.Tensor2D;
  /** The memory to go on from, tensors as in `Beginning`. */
  state: tf.Tensor[];
  /** Where it looked, if it looks: a share for each of the picture's cells, or of those that pooling left, `[beams, cells]`. */
  looked?: tf.Tensor2D;
}

/** What decides the shape of a captioner before any setting does: pictures, captions and word vectors. */
export interface CaptionModelSizes {
  vocabularySize: number;
  maxLength: number;
  reads: PictureShape;
  /** Numbers in a word's vector. */
  embeddingWidth: number;
  /** Word vectors `[vocabulary, embedding]` to begin with; without them they are drawn by lot. */
  embedding?: Float32Array;
}

/** What becomes of the word vectors: kept as they are, trained from where they are, or drawn by lot and trained. */
export const embeddingUses = ['frozen', 'tuned', 'fresh'] as const;
/** What becomes of the word vectors. */
export type EmbeddingUse = (typeof embeddingUses)[number];

/** What can be chosen about a captioner whose inputs are given. Defaults are the tutorial's. */
export interface ModelSettings {
  embedding?: EmbeddingUse;
  units?: number;
  /** Share of the values dropped in training, of pictures and of words. */
  dropout?: number;
  /** Share dropped of pictures, where it is another one. */
  pictureDropout?: number;
  /** What gates the LSTM. Default: `sigmoid`; the tutorial's Keras of 2018 took `hardSigmoid`. */
  recurrentActivation?: RecurrentActivation;
  /** Of `attention`: whether it can look at its memory in place of the picture. Default: false. */
  sentinel?: boolean;
  /** Of `transformer`: layers, one behind the other. Default: 2. */
  layers?: number;
  /** Of `transformer`: looks of a layer beside one another. Default: 4, or fewer where the units cannot be parted so. */
  heads?: number;
  /** Of captioners that read maps: whether the end of the encoder learns with them. Default: false. */
  tuneEncoder?: boolean;
  /** Of captioners that read maps: the mean of so many by so many cells stands for them. Default: 1, each for itself. */
  pool?: number;
  /** Seeds the initial weights. */
  seed?: number;
}

/** Settings that every captioner has. */
export type CommonSettings = Omit<
  ModelSettings,
  'sentinel' | 'layers' | 'heads' | 'tuneEncoder' | 'pool'
>;

/**
 * A captioner, as all the house knows it: training, searches, evaluation, pages and benchmarks read nothing else of it.
 * Pictures come as `[batch, width]` where `reads.cells` is 1, else as `[batch, cells, width]`. No method keeps or disposes
 * what it is given; what it returns is the caller's.
 */
export interface CaptionModel {
  /** Its name in the table `captioners`. */
  readonly name: string;
  /** What it was built with, plain values: they stand in the header of what it makes. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  readonly reads: PictureShape;
  /** So many by so many cells are one where it looks; each is for itself without it. */
  readonly pool?: number;
  /** Words and padding: columns of the logits. */
  readonly vocabularySize: number;
  /** Most words of a caption that it was built for, both markers included. */
  readonly maxLength: number;
  /** The variables that training changes, always in the same order. */
  readonly trained: tf.Variable[];
  /** What the learning rate is multiplied by for each of them; by 1 without it. */
  readonly rates?: readonly number[];
  /** The layer that reads a picture's numbers: `[width, units]`. Standardised features are folded into it. */
  readonly pictureLayer: DenseWeights;
  /**
   * Reads whole captions in one pass, and says what it would have said after every word. Several captions of a picture share
   * one read of it: with a row for each of n pictures and batch = n * k, rows 0 to k - 1 of the tokens are captions of the
   * first, and so on.
   * @param tokens word indices `[batch, steps]`, right-padded with 0
   * @param random draws what dropout drops; without it nothing is dropped
   * @param places `[places]` which rows of the result are wanted, in rising order; all without it
   * @param allWords whether those are the places of all words: a captioner may then leave out what stands behind the ends
   * @returns logits `[steps * batch, vocabulary]`: after the first word of every caption, after the second of every…; or
   *   `[places, vocabulary]`
   */
  captionLogits(
    pictures: tf.Tensor,
    tokens: tf.Tensor2D,
    random?: Random,
    places?: tf.Tensor1D,
    allWords?: boolean,
  ): tf.Tensor2D;
  /**
   * Every caption for every picture, as `captionLogits` says it where each picture's row has all captions in turn: only a captioner
   * has it that can read words once for all pictures.
   * @param tokens `[captions, steps]`, right-padded with 0
   * @param places which rows of `[steps * pictures * captions, vocabulary]` are wanted, in rising order
   */
  logitsOfAll?(pictures: tf.Tensor, tokens: tf.Tensor2D, places: tf.Tensor1D): tf.Tensor2D;
  /** What is known before the first word. */
  begin(pictures: tf.Tensor): Beginning;
  /**
   * One word further in every caption, without reading the words before it again: says what `captionLogits` says there.
   * @param pictures rows of `Beginning.pictures`, `[beams, …]`; or a row for several beams that follow one another
   * @param words the last word of each, `[beams]`
   * @param state rows of the memory after the word before, `[beams, …]`
   */
  step(pictures: tf.Tensor[], words: tf.Tensor1D, state: tf.Tensor[]): NextWord;
  /** Its layers, for a drawing and for counting. */
  graph(): ModelGraph;
  /** Its description and all of its numbers, for files: `modelTopology`, `weightSpecs` and `weightData`. */
  artifacts(): Promise<tf.io.ModelArtifacts>;
  dispose(): void;
}
