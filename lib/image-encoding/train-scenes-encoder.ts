import { setImmediate as pause } from 'node:timers/promises';
import { createRandom, type Random, setLearningRate, tf, valuesOf } from '../engine/index.js';
import { newView, type Rectangle, type View } from './augment.js';
import { foldNormalisation } from './convolution-block.js';
import { type Pixels, preprocess } from './pixels.js';
import { buildScenesEncoder, SCENES_ENCODER } from './scenes-encoder.js';

/** What the encoder learns to name, each a softmax of its own on top of the feature vector. */
export interface AttributeTask {
  name: string;
  classes: readonly string[];
  /** What the question is about: the subject alone, or the whole picture. */
  about: 'subject' | 'picture';
  /** Views in false colours teach nothing about this. */
  needsColours?: boolean;
}

/** A training picture: its pixels, where its subject stands, and the class of each task. */
export interface LabelledPicture {
  pixels: Pixels;
  subject: Rectangle;
  labels: number[];
}

/** What can be chosen about the training of the sample's encoder. */
export interface EncoderTrainingOptions {
  epochs: number;
  batchSize?: number;
  seed?: number;
  /** The highest learning rate; it falls along half a cosine to nearly zero (Loshchilov & Hutter 2017). */
  learningRate?: number;
  /** Share of views in false colours. */
  twisted?: number;
  /** Called after every epoch, counted from 1, with its mean loss. */
  onEpoch?: (epoch: number, loss: number) => void | Promise<void>;
}

/** An encoder that was trained, and how well it tells attributes. */
export interface TrainedEncoder {
  /** The encoder alone, as `buildScenesEncoder` makes it. */
  encoder: tf.LayersModel;
  /** A softmax layer a task on its feature vector. */
  heads: tf.layers.Layer[];
}

const DROPPED = 0.3;

/** How much a view counts for a task: nothing where its answer cannot be seen. */
function countsFor(task: AttributeTask, { trueColours, wholePlace }: View): number {
  if (task.needsColours && !trueColours) return 0;
  return task.about === 'picture' && !wholePlace ? 0 : 1;
}

/** The features averaged over the subject's cells only: maps `[batch, height, width, channels]` to `[batch, features]`. */
function subjectFeatures(map: tf.Tensor4D, views: View[]): tf.Tensor2D {
  const [batch, rows, columns, width] = map.shape;
  const shares = tf.stack(views.map(({ subjectCells }) => tf.tensor1d(subjectCells))); // [batch, places]
  const weights = shares.div(shares.sum(1, true).add(1e-6)).expandDims(1); // [batch, 1, places]
  const places = map.reshape([batch, rows * columns, width]); // [batch, places, features]
  return tf.matMul(weights, places).squeeze([1]); // [batch, features]
}

/**
 * One batch's loss: each task's cross-entropy on the picture's feature vector, and, for questions about the subject, once
 * more on the features of the subject's place alone, so that the network learns what to look at.
 */
function batchLoss(
  encoder: tf.LayersModel,
  heads: tf.layers.Layer[],
  tasks: AttributeTask[],
  views: View[],
  labels: number[][],
  dropout: tf.layers.Layer,
): tf.Scalar {
  const side = SCENES_ENCODER.inputSize;
  const inputs = tf.stack(views.map(({ input }) => tf.tensor3d(input, [side, side, 3]))); // [batch, height, width, 3]
  const [map, vector] = encoder.apply(inputs, { training: true }) as tf.Tensor[];
  const subject = subjectFeatures(map as tf.Tensor4D, views); // [batch, features]
  const losses = tasks.flatMap((task, t) => {
    const answers = labels.map((ofPicture) => ofPicture[t]);
    const truth = tf.oneHot(tf.tensor1d(answers, 'int32'), task.classes.length); // [batch, classes]
    const counts = tf.tensor1d(views.map((view) => countsFor(task, view))); // [batch]
    const lossOn = (features: tf.Tensor) => {
      const kept = dropout.apply(features, { training: true });
      const said = heads[t].apply(kept) as tf.Tensor2D; // [batch, classes]
      return tf.metrics.categoricalCrossentropy(truth, said).mul(counts).mean();
    };
    return task.about === 'subject' ? [lossOn(vector), lossOn(subject)] : [lossOn(vector)];
  });
  return tf.addN(losses) as tf.Scalar;
}

/**
 * Trains the scenes' encoder to name what is in a picture, by Adam. The heads are then taken off; what stays is a network
 * whose features tell subjects, colours, actions and places apart.
 */
export async function trainScenesEncoder(
  pictures: LabelledPicture[],
  tasks: AttributeTask[],
  options: EncoderTrainingOptions,
): Promise<TrainedEncoder> {
  const { epochs, batchSize = 32, seed = 1, learningRate = 3e-3, twisted = 0.1 } = options;
  const { inputSize: side, width } = SCENES_ENCODER;
  const random: Random = createRandom(seed);
  const normalised = buildScenesEncoder({ seed, normalised: true });
  const cells = normalised.outputs[0].shape[1] as number;
  const heads = tasks.map(({ name, classes }, t) =>
    tf.layers.dense({
      ...{ name, units: classes.length, activation: 'softmax', inputShape: [width] },
      kernelInitializer: tf.initializers.glorotUniform({ seed: seed * 100 + 50 + t }),
    }),
  );
  for (const head of heads) head.build([null, width]);
  const dropout = tf.layers.dropout({ rate: DROPPED });
  const trained = [normalised, ...heads].flatMap((part) =>
    part.trainableWeights.map((weight) => weight.read() as tf.Variable),
  );
  const adam = tf.train.adam(learningRate);
  const batches = Math.ceil(pictures.length / batchSize);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random.shuffled(pictures);
    let total = 0;
    for (let b = 0; b < batches; b++) {
      const progress = (epoch * batches + b) / (epochs * batches);
      const warmUp = Math.min(1, progress * 50 + 0.02);
      setLearningRate(adam, learningRate * warmUp * (0.5 + 0.5 * Math.cos(Math.PI * progress)));
      const batch = order.slice(b * batchSize, (b + 1) * batchSize);
      const views = batch.map(({ pixels, subject }) =>
        newView(pixels, subject, { side, cells, twisted }, random),
      );
      const labels = batch.map((picture) => picture.labels);
      const [loss] = await valuesOf(() => {
        const compute = () => batchLoss(normalised, heads, tasks, views, labels, dropout);
        return adam.minimize(compute, true, trained) as tf.Scalar;
      });
      total += loss * batch.length;
      await pause();
    }
    await options.onEpoch?.(epoch + 1, total / pictures.length);
  }
  adam.dispose();
  return { encoder: foldNormalisation(normalised, buildScenesEncoder()), heads };
}

/** Feature vectors of pictures read in the network's own size: `[pictures, features]`. */
function vectorsOf(encoder: tf.LayersModel, pictures: Pixels[]): tf.Tensor2D {
  const side = SCENES_ENCODER.inputSize;
  const inputs = pictures.map((pixels) => tf.tensor3d(preprocess(pixels), [side, side, 3]));
  const [, vectors] = encoder.predict(tf.stack(inputs)) as tf.Tensor[]; // [pictures, features]
  return vectors as tf.Tensor2D;
}

/**
 * The share of pictures whose attribute the heads name rightly, for each task.
 * @param pictures in the network's own size, with the class of each task
 */
export async function attributeAccuracies(
  { encoder, heads }: TrainedEncoder,
  pictures: Pick<LabelledPicture, 'pixels' | 'labels'>[],
): Promise<number[]> {
  const right = heads.map(() => 0);
  for (let start = 0; start < pictures.length; start += 50) {
    const batch = pictures.slice(start, start + 50);
    const said = await valuesOf(() => {
      const vectors = vectorsOf(
        encoder,
        batch.map(({ pixels }) => pixels),
      );
      return tf.stack(heads.map((head) => (head.apply(vectors) as tf.Tensor2D).argMax(1)));
    }); // [tasks, pictures]
    heads.forEach((_, t) => {
      const offset = t * batch.length;
      right[t] += batch.filter(({ labels }, i) => labels[t] === said[offset + i]).length;
    });
  }
  return right.map((count) => count / pictures.length);
}

/**
 * Scales the encoder's last convolution so that its features have the mean wanted over some pictures. A rectifier passes
 * a positive factor on, so nothing but the scale changes.
 */
export function scaleFeatures(encoder: tf.LayersModel, pictures: Pixels[], mean: number): void {
  tf.tidy(() => {
    const factor = tf.scalar(mean).div(vectorsOf(encoder, pictures).mean());
    const last = encoder.layers[encoder.layers.length - 2];
    last.setWeights(last.getWeights().map((weight) => weight.mul(factor)));
  });
}
