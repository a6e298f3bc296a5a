import { createAdam, createRandom, tf } from '../../engine/index.js';
import type { CaptionBatch, PairBatch } from '../../generator/index.js';
import {
  buildMergeModel,
  lossGradients,
  mergeCaptioner,
  mergeWeights,
  pairStep,
  pictureRows,
  trainStep,
} from '../../model/index.js';
import { hashed, hashedWords } from '../hashed.js';
import type { Task } from '../types.js';
import { type CaptionSizes, MAX_LENGTH, MODEL, wordsOf } from './sizes.js';

const { vocabularySize, featureWidth, embeddingWidth } = MODEL;
const LEARNING_RATE = 1e-3;
const LAYERS = ['picture_dense', 'word_embedding', 'caption_lstm', 'decoder_dense', 'next_word'];

/** The same initial weights in every contender. */
function buildModel(dropout: number): tf.LayersModel {
  const embedding = new Float32Array(vocabularySize * embeddingWidth);
  const model = buildMergeModel({ ...MODEL, maxLength: MAX_LENGTH, embedding, dropout });
  LAYERS.forEach((name, l) => {
    const layer = model.getLayer(name);
    tf.tidy(() =>
      layer.setWeights(
        layer
          .getWeights()
          .map(({ size, shape }, i) => tf.tensor(hashed(size, 10 * l + i, 0.05), shape)),
      ),
    );
  });
  return model;
}

interface PairSizes {
  pairs: number;
  /** Width of a padded prefix. */
  steps: number;
}

/** A run of the task on a model; gives the losses. */
type Steps = () => Promise<number[]>;

/** The tutorial's way: rows of left-padded prefixes, each read from its start. */
function pairSteps(model: tf.LayersModel, { pairs, steps }: PairSizes): Steps {
  const weights = mergeWeights(model);
  const adam = createAdam(weights.trained);
  const options = { learningRate: LEARNING_RATE, random: createRandom(1) };
  const words = hashedWords(pairs * steps, 101, vocabularySize);
  const length = (row: number) => 1 + (row % 12); // words in the row's prefix
  const batch: PairBatch = {
    features: hashed(pairs * featureWidth, 100), // [rows, features]
    prefixes: words.map((word, i) =>
      steps - (i % steps) <= length(Math.floor(i / steps)) ? word : 0,
    ),
    next: hashedWords(pairs, 102, vocabularySize), // [rows]
    rows: pairs,
  };
  return async () => [await pairStep(weights, adam, batch, options)];
}

/** Captions of one length or one word less, as a bucket holds them. */
function captionBatch(captions: number, steps: number): CaptionBatch {
  const within = (word: number, i: number) =>
    i % steps < wordsOf(Math.floor(i / steps), steps) ? word : 0;
  return {
    ids: Array.from({ length: captions }, (_, i) => String(i)),
    tokens: hashedWords(captions * steps, 101, vocabularySize).map(within), // [batch, steps]
    targets: hashedWords(captions * steps, 102, vocabularySize).map(within), // [batch, steps]
    batch: captions,
    ...{ steps, perPicture: 1 },
  };
}

/** This project's way: one pass a caption, a step for each batch. */
function captionSteps(model: tf.LayersModel, { captions, steps }: CaptionSizes): Steps {
  const features = hashed(captions * featureWidth, 100); // [batch, features]
  const source = {
    width: featureWidth,
    of: (id: string) =>
      features.subarray(Number(id) * featureWidth, (Number(id) + 1) * featureWidth),
  };
  const batches = [steps].flat().map((words) => captionBatch(captions, words));
  const pictures = pictureRows(source, batches[0].ids); // all batches are of the same pictures
  const captioner = mergeCaptioner(model);
  const gradients = lossGradients(captioner);
  const adam = createAdam(captioner.trained);
  const options = { learningRate: LEARNING_RATE, random: createRandom(1) };
  return async () => {
    const losses = batches.map((batch) => trainStep(gradients, adam, batch, pictures, options));
    const values = await Promise.all(losses.map((loss) => loss.data()));
    tf.dispose(losses);
    return values.map(([value]) => value);
  };
}

/** One step on `pairs` rows of `steps` words each, or a step on `captions` of each of `steps` words. */
export function prepare(sizes: PairSizes | CaptionSizes): Task {
  const onModel = (model: tf.LayersModel) =>
    'pairs' in sizes ? pairSteps(model, sizes) : captionSteps(model, sizes);
  return {
    run: onModel(buildModel(0.5)),
    async values() {
      const check = onModel(buildModel(0));
      const losses: number[] = [];
      while (losses.length < 5) losses.push(...(await check()));
      return { 'loss of the first step': losses[0], 'loss of the last': losses[losses.length - 1] };
    },
  };
}
