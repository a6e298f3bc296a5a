import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { type ImageId, openDataset } from '../data-understanding';
import { progressBar } from '../display/progress';
import { startEngine, tf } from '../engine';
import {
  type AttributeTask,
  encoderWeights,
  type LabelledPicture,
  preprocess,
  readPicture,
  SCENES_ENCODER,
  scaleFeatures,
  scenesEncoderWeights,
  trainScenesEncoder,
} from '../image-encoding';
import { shortPath, writeFileWhole } from '../outputs';
import { ACTIONS, COLOURS, PLACES, readAttributes, SUBJECTS } from '../scenes';

const tasks: AttributeTask[] = [
  { name: 'subject', classes: SUBJECTS },
  { name: 'colour', classes: COLOURS },
  { name: 'action', classes: ACTIONS },
  { name: 'place', classes: PLACES },
];

/** Pixels around the network's input, by which a training picture can be shifted. */
const margin = 12;
/** InceptionV3's features are about this large on average; the captioner's first layer expects no less. */
const meanFeature = 0.45;

/** Reads pictures and looks up what they show, as class numbers in the order of `tasks`. */
async function labelled(
  ids: ImageId[],
  paths: Map<ImageId, string>,
  folder: string,
  size: number,
): Promise<LabelledPicture[]> {
  const attributes = readAttributes(folder);
  const read = async (id: ImageId) => {
    const truth = attributes.get(id) as unknown as Record<string, string>;
    return {
      pixels: await readPicture(paths.get(id) as string, size, SCENES_ENCODER.resize),
      labels: tasks.map(({ name, classes }) => classes.indexOf(truth[name])),
    };
  };
  return Promise.all(ids.map(read));
}

/** The share of pictures whose attribute the classifier names rightly, for each task. */
function accuracies(classifier: tf.LayersModel, pictures: LabelledPicture[]): number[] {
  const side = SCENES_ENCODER.inputSize;
  const right = tasks.map(() => 0);
  for (let start = 0; start < pictures.length; start += 50) {
    const batch = pictures.slice(start, start + 50);
    tf.tidy(() => {
      const inputs = batch.map(({ pixels }) => tf.tensor3d(preprocess(pixels), [side, side, 3]));
      const outputs = classifier.predict(tf.stack(inputs)) as tf.Tensor[];
      outputs.forEach((output, task) => {
        const said = output.argMax(1).dataSync();
        right[task] += batch.filter(({ labels }, i) => labels[task] === said[i]).length;
      });
    });
  }
  return right.map((count) => count / pictures.length);
}

/** Adds `captionlab train-encoder`: the script behind the encoder's weights. */
export function addTrainEncoder(program: Command): void {
  program
    .command('train-encoder')
    .description("train the scenes' encoder again, on the training split, and write its weights")
    .option('--epochs <n>', 'passes over the training pictures', Number, 40)
    .option('--seed <n>', 'seed of weights, order and augmentation', Number, 1)
    .option('--out <file>', 'where the weights go', scenesEncoderWeights)
    .action(async ({ epochs, seed, out }: { epochs: number; seed: number; out: string }) => {
      await startEngine();
      const dataset = await openDataset({ name: 'scenes' });
      const { splits, imagePaths, folder } = dataset;
      const side = SCENES_ENCODER.inputSize;
      const train = await labelled(splits.train, imagePaths, folder, side + margin);
      const dev = await labelled(splits.dev, imagePaths, folder, side);
      const bar = progressBar('Training the encoder', epochs, 'epochs');
      const { encoder, classifier } = await trainScenesEncoder(train, tasks, {
        ...{ epochs, seed },
        onEpoch: (epoch, loss) => bar.advance(1, `epoch ${epoch}, loss ${loss.toFixed(3)}`),
      });
      bar.done();
      tasks.forEach(({ name }, i) => {
        console.log(`${name}: ${(100 * accuracies(classifier, dev)[i]).toFixed(1)} % right on dev`);
      });
      scaleFeatures(encoder, dev, meanFeature);
      mkdirSync(dirname(out), { recursive: true });
      writeFileWhole(out, encoderWeights(encoder));
      console.log(`Wrote ${shortPath(out)}`);
    });
}
