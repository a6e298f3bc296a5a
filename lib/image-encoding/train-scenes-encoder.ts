import { createRandom, type Random, tf } from '../engine';
import { type Pixels, preprocess } from './picture';
import { buildScenesEncoder, SCENES_ENCODER } from './scenes-encoder';

/** What the encoder learns to name, each a softmax of its own on top of the feature vector. */
export interface AttributeTask {
  name: string;
  classes: readonly string[];
}

/** A training picture, larger than the network's input so that it can be shifted, and the class of each task. */
export interface LabelledPicture {
  pixels: Pixels;
  labels: number[];
}

export interface EncoderTrainingOptions {
  epochs: number;
  batchSize?: number;
  seed?: number;
  /** Learning rate of the first epoch; it falls along half a cosine to nearly zero (Loshchilov & Hutter 2017). */
  learningRate?: number;
  onBatch?: (done: number, of: number, loss: number) => void | Promise<void>;
  onEpoch?: (epoch: number, loss: number) => void | Promise<void>;
}

export interface TrainedEncoder {
  /** The encoder alone, as `buildScenesEncoder` makes it. */
  encoder: tf.LayersModel;
  /** Pictures to the probabilities of each task's classes. */
  classifier: tf.LayersModel;
}

/**
 * Cuts the network's input out of a larger picture, at a random place and mirrored every second time, and varies its
 * brightness: none of it changes what is to be seen, so 800 pictures serve for many more.
 * @returns `[side, side, 3]` in -1..1
 */
export function augment(
  { width, height, pixels }: Pixels,
  side: number,
  random: Random,
): Float32Array {
  const left = random.integer(width - side + 1);
  const top = random.integer(height - side + 1);
  const mirrored = random.uniform() < 0.5;
  const brightness = 0.92 + 0.16 * random.uniform();
  const out = new Float32Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const fromX = left + (mirrored ? side - 1 - x : x);
      const from = ((top + y) * width + fromX) * 3;
      const to = (y * side + x) * 3;
      for (let c = 0; c < 3; c++) {
        out[to + c] = Math.min(255, pixels[from + c] * brightness) / 127.5 - 1;
      }
    }
  }
  return out;
}

function withHeads(encoder: tf.LayersModel, tasks: AttributeTask[], seed: number): tf.LayersModel {
  const vector = encoder.outputs[1];
  const kept = tf.layers.dropout({ rate: 0.3, seed }).apply(vector);
  const heads = tasks.map(
    ({ name, classes }, i) =>
      tf.layers
        .dense({
          name,
          units: classes.length,
          activation: 'softmax',
          kernelInitializer: tf.initializers.glorotUniform({ seed: seed * 100 + 50 + i }),
        })
        .apply(kept) as tf.SymbolicTensor,
  );
  return tf.model({ inputs: encoder.inputs, outputs: heads });
}

/**
 * Trains the scenes' encoder to name what is in a picture: the sum of the tasks' cross-entropies, by Adam.
 * The heads are then taken off; what stays is a network whose features tell subjects, colours, actions and places apart.
 */
export async function trainScenesEncoder(
  pictures: LabelledPicture[],
  tasks: AttributeTask[],
  options: EncoderTrainingOptions,
): Promise<TrainedEncoder> {
  const { epochs, batchSize = 16, seed = 1, learningRate = 1e-3 } = options;
  const random = createRandom(seed);
  const encoder = buildScenesEncoder(seed);
  const classifier = withHeads(encoder, tasks, seed);
  const adam = tf.train.adam(learningRate);
  const side = SCENES_ENCODER.inputSize;
  const batches = Math.ceil(pictures.length / batchSize);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random.shuffled(pictures);
    let total = 0;
    for (let b = 0; b < batches; b++) {
      const progress = (epoch * batches + b) / (epochs * batches);
      const rate = learningRate * Math.min(1, progress * 50 + 0.02);
      setLearningRate(adam, rate * (0.5 + 0.5 * Math.cos(Math.PI * progress)));
      const batch = order.slice(b * batchSize, (b + 1) * batchSize);
      const loss = trainBatch(classifier, adam, batch, tasks, side, random);
      total += loss * batch.length;
      await options.onBatch?.(epoch * batches + b + 1, epochs * batches, loss);
    }
    await options.onEpoch?.(epoch + 1, total / pictures.length);
  }
  adam.dispose();
  return { encoder, classifier };
}

/** Adam's learning rate is read at every step, but declared protected. */
function setLearningRate(optimizer: tf.Optimizer, rate: number): void {
  (optimizer as unknown as { learningRate: number }).learningRate = rate;
}

function trainBatch(
  classifier: tf.LayersModel,
  optimizer: tf.Optimizer,
  batch: LabelledPicture[],
  tasks: AttributeTask[],
  side: number,
  random: Random,
): number {
  const input = new Float32Array(batch.length * side * side * 3);
  batch.forEach(({ pixels }, i) => {
    input.set(augment(pixels, side, random), i * side * side * 3);
  });
  return tf.tidy(() => {
    const x = tf.tensor4d(input, [batch.length, side, side, 3]);
    const cost = optimizer.minimize(() => {
      const outputs = [classifier.apply(x, { training: true }) as tf.Tensor2D[]].flat();
      const losses = tasks.map(({ classes }, t) => {
        const labels = tf.tensor1d(
          batch.map((picture) => picture.labels[t]),
          'int32',
        );
        const truth = tf.oneHot(labels, classes.length);
        return tf.metrics.categoricalCrossentropy(truth, outputs[t]).mean();
      });
      return tf.addN(losses) as tf.Scalar;
    }, true) as tf.Scalar;
    return cost.dataSync()[0];
  });
}

/**
 * Scales the encoder's last convolution so that its features have the mean wanted over some pictures. A rectifier passes
 * a positive factor on, so nothing but the scale changes.
 */
export function scaleFeatures(
  encoder: tf.LayersModel,
  pictures: LabelledPicture[],
  mean: number,
): void {
  const side = SCENES_ENCODER.inputSize;
  tf.tidy(() => {
    const inputs = pictures.map(({ pixels }) => tf.tensor3d(preprocess(pixels), [side, side, 3]));
    const [, vectors] = encoder.predict(tf.stack(inputs)) as tf.Tensor[];
    const factor = tf.scalar(mean).div(vectors.mean());
    const last = encoder.layers[encoder.layers.length - 2];
    last.setWeights(last.getWeights().map((weight) => weight.mul(factor)));
  });
}
