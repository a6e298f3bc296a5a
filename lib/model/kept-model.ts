import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sequencesPath } from '../caption-preprocessing/index.js';
import type { Dataset } from '../data-understanding/index.js';
import { embeddingPath } from '../embeddings/index.js';
import { featuresFingerprint, featuresPath } from '../image-encoding/index.js';
import {
  artefactExists,
  contentOf,
  listOf,
  type MadeFrom,
  objectWith,
  readArtefactHeader,
  readJsonArtefact,
  shortPath,
  UserError,
} from '../outputs/index.js';
import { vocabularyPath } from '../vocabulary/index.js';
import type { CaptionModel } from './caption-model.js';
import { type CaptionerName, isCaptioner } from './captioners.js';
import { checkpointMadeFrom } from './checkpoint.js';
import type { ModelInputs } from './model-inputs.js';
import { membersOf, type OfRun } from './run-folder.js';
import { loadModel, modelPath, weightsFingerprint } from './save-model.js';
import { isShipped, keptFolder, modelFolder, sayIfShipped } from './shipped-run.js';
import type { EpochResult } from './training-types.js';

/** A trained model, how its training went, and what it was made from. */
export interface TrainedModel {
  model: CaptionModel;
  results: EpochResult[];
  inputs: ModelInputs;
}

/** The results of all epochs, as JSON. */
export const historyPath = (folder: string) => join(folder, 'history.json');

/** The file of a data set's trained model that carries its header; of the one that comes with captionlab, where that is read. */
export const modelPathOf = (dataset: OfRun) => modelPath(keptFolder(dataset));

/** The words of a kept model: it says its captions in them, whatever becomes of the data set's own. */
export const modelVocabularyPath = (folder: string) => join(folder, 'vocabulary.json');

/** A data set's trained model, for the header of what is made by it. */
export function madeByModel(dataset: OfRun): MadeFrom {
  const members = membersOf(dataset.run);
  if (members) return madeByMembers(members.map((run) => madeByModel({ ...dataset, run })));
  const folder = keptFolder(dataset);
  return {
    'model.weights': weightsFingerprint(folder),
    'model.layers': contentOf(modelPath(folder)),
    'model.vocabulary': contentOf(modelVocabularyPath(folder)),
  };
}

/** The same of an ensemble: under each key what its members have, in their order. */
const madeByMembers = (members: MadeFrom[]): MadeFrom =>
  Object.fromEntries(
    Object.keys(members[0]).map((key) => [key, members.map((one) => one[key]).join(' ')]),
  );

/**
 * A data set with the encoder that the run's model was trained behind, where its features are there: several runs may read
 * features of several encoders. One that is named otherwise (ENCODER) stays.
 */
export function withItsEncoder(dataset: Dataset): Dataset {
  const path = modelPathOf(dataset);
  if (dataset.encoder || process.env.ENCODER || !artefactExists(path)) return dataset;
  const encoder = readArtefactHeader(path).madeFrom['features.encoder'];
  if (!encoder || !artefactExists(featuresPath(dataset, String(encoder)))) return dataset;
  return { ...dataset, encoder: String(encoder) };
}

/**
 * What a data set's models are made from.
 * @param embedding what becomes of the word vectors: drawn by lot, they are not those of the data set
 */
export const modelMadeFrom = (
  dataset: Dataset,
  { features, sequences: { train, dev } }: Pick<ModelInputs, 'features' | 'sequences'>,
  embedding: unknown,
): MadeFrom => ({
  vocabulary: contentOf(vocabularyPath(dataset)),
  sequences: contentOf(sequencesPath(dataset)),
  features: featuresFingerprint(features, [...train.keys(), ...dev.keys()]),
  embedding: embedding === 'fresh' ? 'fresh' : contentOf(embeddingPath(dataset)),
});

/** The encoder behind a model, as its features' header has it: it must be at hand for other pictures, and only for them. */
export function encoderOf(dataset: Dataset, { features }: ModelInputs): MadeFrom {
  const { madeFrom } = readArtefactHeader(featuresPath(dataset, features.encoder));
  const known = ['encoder', 'weights', 'resize'].filter((key) => key in madeFrom);
  return Object.fromEntries(known.map((key) => [`features.${key}`, madeFrom[key]]));
}

/**
 * Which captioner a data set's kept model, or the training that stopped, is of; undefined where there is none.
 * @throws UserError when it is of a kind that this version does not know
 */
export function keptCaptioner(dataset: OfRun): CaptionerName | undefined {
  const path = modelPathOf(dataset);
  const madeFrom = artefactExists(path)
    ? readArtefactHeader(path).madeFrom
    : checkpointMadeFrom(modelFolder(dataset));
  if (!madeFrom) return undefined;
  const name = String(madeFrom['model.captioner'] ?? 'merge');
  if (isCaptioner(name)) return name;
  throw new UserError(
    `${shortPath(path)} is of the kind ${name}, which this version does not know.`,
  );
}

/** What to type in a shell to train a data set's model. */
export const trainCommand = ({ name, text, run }: Pick<Dataset, 'name' | 'text' | 'run'>) =>
  `npx captionlab train --dataset ${name}${text === 'tutorial' ? '' : ` --text ${text}`}${run ? ` --run ${run}` : ''}`;

/** Whether a value is the history of a training. */
export const isHistory = listOf(objectWith<EpochResult>('epoch', 'loss', 'devLoss', 'seconds'));

/**
 * What a kept model must have been made from. One that comes with captionlab was trained on another machine, whose engine
 * may round otherwise: it must know the same words, and have read pictures by the same encoder.
 */
function expectedOf(dataset: Dataset, inputs: ModelInputs, madeFrom: MadeFrom): MadeFrom {
  const expected = modelMadeFrom(dataset, inputs, madeFrom['model.embedding']);
  if (!isShipped(dataset)) return expected;
  const { vocabulary, sequences } = expected;
  return { vocabulary, sequences, ...encoderOf(dataset, inputs) };
}

/**
 * The kept model and the history of its training. Where nothing was trained under the run's name, the one that comes with
 * captionlab is read, if there is one, and that is said.
 * @throws UserError when it was trained on other captions, features or word vectors than are there now, saying how to train
 * it again, or is not whole
 */
export async function readTrainedModel(
  dataset: Dataset,
  inputs: ModelInputs,
): Promise<TrainedModel> {
  const folder = keptFolder(dataset);
  const again = `Train it again: ${trainCommand(dataset)} --again`;
  const { madeFrom } = readArtefactHeader(modelPath(folder), again);
  const expected = expectedOf(dataset, inputs, madeFrom);
  const model = await loadModel(folder, expected, again);
  const path = historyPath(folder);
  const results = existsSync(path) ? readJsonArtefact(path, expected, isHistory, again) : [];
  sayIfShipped(dataset);
  return { model, results, inputs };
}
