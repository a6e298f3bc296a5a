import { createRandom, tf } from '../../../engine';
import type { CaptionBatch } from '../../../generator';
import { buildMergeModel, mergeWeights, trainStep } from '../../../model';
import { hashed, hashedWords } from '../hashed';
import type { Task } from '../types';
import { type CaptionSizes, MAX_LENGTH, MODEL, wordsOf } from './sizes';

const { vocabularySize, featureWidth, embeddingWidth } = MODEL;
const LEARNING_RATE = 1e-3;
/**
 * Keras adds Adam's epsilon before it corrects the second moment's bias, TensorFlow.js after, as algorithm 1 of Kingma & Ba
 * does. Gradients here are small enough to tell: losses are compared with an epsilon that counts in neither.
 */
const NO_EPSILON = 1e-12;
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

/** A training step on a model; gives the loss. */
type Step = () => Promise<number>;

/** The tutorial's way, by TensorFlow.js's own training: rows of left-padded prefixes, one-hot targets. */
function pairStep(
  model: tf.LayersModel,
  optimizer: tf.Optimizer,
  { pairs, steps }: PairSizes,
): Step {
  model.compile({ optimizer, loss: 'categoricalCrossentropy' });
  const features = hashed(pairs * featureWidth, 100);
  const words = hashedWords(pairs * steps, 101, vocabularySize);
  const length = (row: number) => 1 + (row % 12); // words in the row's prefix
  const prefixes = words.map((word, i) =>
    steps - (i % steps) <= length(Math.floor(i / steps)) ? word : 0,
  );
  const next = hashedWords(pairs, 102, vocabularySize);
  const oneHot = new Float32Array(pairs * vocabularySize);
  next.forEach((word, row) => {
    oneHot[row * vocabularySize + word] = 1;
  });
  return async () => {
    const inputs = [
      tf.tensor2d(features, [pairs, featureWidth]),
      tf.tensor2d(prefixes, [pairs, steps], 'int32'),
    ];
    const targets = tf.tensor2d(oneHot, [pairs, vocabularySize]);
    const loss = (await model.trainOnBatch(inputs, targets)) as number;
    tf.dispose([inputs, targets]);
    return loss;
  };
}

/** This project's way: one pass a caption. */
function captionStep(model: tf.LayersModel, optimizer: tf.Optimizer, sizes: CaptionSizes): Step {
  const { captions, steps } = sizes;
  const features = hashed(captions * featureWidth, 100);
  const source = {
    width: featureWidth,
    of: (id: string) =>
      features.subarray(Number(id) * featureWidth, (Number(id) + 1) * featureWidth),
  };
  const within = (word: number, i: number) =>
    i % steps < wordsOf(Math.floor(i / steps), sizes) ? word : 0;
  const batch: CaptionBatch = {
    ids: Array.from({ length: captions }, (_, i) => String(i)),
    tokens: hashedWords(captions * steps, 101, vocabularySize).map(within),
    targets: hashedWords(captions * steps, 102, vocabularySize).map(within),
    batch: captions,
    steps,
  };
  const weights = mergeWeights(model);
  const random = createRandom(1);
  return async () => trainStep(weights, optimizer, batch, source, random);
}

/** `pairs` rows of `steps` words each, or `captions` of `steps` words. */
export function prepare(sizes: PairSizes | CaptionSizes): Task {
  const stepOn = (model: tf.LayersModel, optimizer: tf.Optimizer) =>
    'pairs' in sizes ? pairStep(model, optimizer, sizes) : captionStep(model, optimizer, sizes);
  const step = stepOn(buildModel(0.5), tf.train.adam(LEARNING_RATE));
  return {
    async run() {
      await step();
    },
    async values() {
      const model = buildModel(0);
      const optimizer = tf.train.adam(LEARNING_RATE, undefined, undefined, NO_EPSILON);
      const check = stepOn(model, optimizer);
      const losses: number[] = [];
      for (let i = 0; i < 5; i++) losses.push(await check());
      model.dispose();
      optimizer.dispose();
      return { 'loss of step 1': losses[0], 'loss of step 5': losses[4] };
    },
  };
}
