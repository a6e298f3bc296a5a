import type { Command } from 'commander';
import { type Dataset, openDataset, type SplitName } from '../data-understanding/index.js';
import { progressBar } from '../display/progress.js';
import { engineLine, seedEverything, startEngine } from '../engine/index.js';
import {
  type AttributeTask,
  attributeAccuracies,
  encoderWeights,
  type LabelledPicture,
  type Pixels,
  readPicture,
  readWholePicture,
  SCENES_ENCODER,
  scaleFeatures,
  scenesEncoderWeights,
  trainScenesEncoder,
} from '../image-encoding/index.js';
import { MOST } from '../model/index.js';
import { shortPath, writeFileWhole } from '../outputs/index.js';
import {
  ACTIONS,
  COLOURS,
  PLACES,
  readAttributes,
  type SceneAttributes,
  SUBJECTS,
} from '../scenes/index.js';
import { countUpTo, wholeNumber } from './options.js';

const tasks: (AttributeTask & { name: 'subject' | 'colour' | 'action' | 'place' })[] = [
  { name: 'subject', classes: SUBJECTS, about: 'subject' },
  { name: 'colour', classes: COLOURS, about: 'subject', needsColours: true },
  { name: 'action', classes: ACTIONS, about: 'subject' },
  { name: 'place', classes: PLACES, about: 'picture', needsColours: true },
];

/** InceptionV3's features are about this large on average; the captioner's first layer expects no less. */
const meanFeature = 0.45;

/** Reads pictures and looks up what they show, as class numbers in the order of `tasks`. */
function labelled(
  dataset: Dataset,
  split: SplitName,
  read: (path: string) => Promise<Pixels>,
): Promise<LabelledPicture[]> {
  const attributes = readAttributes(dataset.folder);
  return Promise.all(
    dataset.splits[split].map(async (id) => {
      const truth = attributes.get(id) as SceneAttributes;
      return {
        pixels: await read(dataset.imagePaths.get(id) as string),
        subject: truth.boxes[0],
        labels: tasks.map(({ name, classes }) => classes.indexOf(truth[name])),
      };
    }),
  );
}

/** Adds `captionlab train-encoder`: the script behind the encoder's weights. */
export function addTrainEncoder(command: Command): void {
  command
    .option('--epochs <n>', 'passes over the training pictures', countUpTo(MOST.epochs), 20)
    .option('--seed <n>', 'seed of weights, order and augmentation', wholeNumber, 1)
    .option('--out <file>', 'where the weights go', scenesEncoderWeights)
    .action(async ({ epochs, seed, out }: { epochs: number; seed: number; out: string }) => {
      console.log(engineLine(await startEngine()));
      seedEverything(seed);
      const dataset = await openDataset({ name: 'scenes' });
      const { inputSize, resize } = SCENES_ENCODER;
      const train = await labelled(dataset, 'train', readWholePicture);
      const dev = await labelled(dataset, 'dev', (path) => readPicture(path, inputSize, resize));
      const bar = progressBar('Training the encoder', epochs, 'epochs');
      const trained = await trainScenesEncoder(train, tasks, {
        ...{ epochs, seed },
        onEpoch: (epoch, loss) => bar.advance(1, `epoch ${epoch}, loss ${loss.toFixed(3)}`),
      });
      bar.done();
      const right = await attributeAccuracies(trained, dev);
      tasks.forEach(({ name }, t) => {
        console.log(`${name}: ${(100 * right[t]).toFixed(1)} % right on dev`);
      });
      scaleFeatures(
        trained.encoder,
        dev.map(({ pixels }) => pixels),
        meanFeature,
      );
      writeFileWhole(out, await encoderWeights(trained.encoder));
      console.log(`Wrote ${shortPath(out)}`);
    });
}
