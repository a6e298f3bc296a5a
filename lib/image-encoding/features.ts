import type { Dataset } from '../data-understanding/types.js';
import { startEngine } from '../engine/index.js';
import {
  artefactExists,
  findOrMake,
  readArtefactHeader,
  refuseOtherInputs,
  UserError,
} from '../outputs/index.js';
import { encodeDataset } from './encode-dataset.js';
import type { Encoder } from './encoder.js';
import { loadEncoder } from './encoders.js';
import type { Features } from './feature-table.js';
import { SCENES_ENCODER } from './scenes-encoder.js';
import { featuresPath } from './store/layout.js';
import { featuresMadeFrom, readFeatures } from './store/reader.js';

/** The encoders that have seen photographs, the tutorial's first. */
const PHOTOGRAPH_ENCODERS = ['inception-v3', 'mobilenet-v2'];

/** The encoders that may serve a data set, the first choice first; the environment variable ENCODER names one instead. */
function candidates({ name }: Dataset): string[] {
  if (process.env.ENCODER) return [process.env.ENCODER];
  return name === 'scenes' ? [SCENES_ENCODER.name] : PHOTOGRAPH_ENCODERS;
}

/** The first of the candidates whose features of the data set are finished. */
export const finishedEncoder = (dataset: Dataset) =>
  candidates(dataset).find((name) => artefactExists(featuresPath(dataset, name)));

async function loadFirst(dataset: Dataset): Promise<Encoder> {
  const reasons: string[] = [];
  for (const name of candidates(dataset)) {
    try {
      const encoder = await loadEncoder(name);
      if (reasons.length > 0) console.log(`Encoder: ${name} (${reasons.join(' ')})`);
      return encoder;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      reasons.push(error.message);
    }
  }
  if (dataset.name === 'scenes' || process.env.ENCODER) throw new UserError(reasons.join(' '));
  throw new UserError(
    `There is no encoder for photographs here: scenes-cnn has only ever seen drawn scenes, not ${dataset.name}. ` +
      `Get one: \`npx captionlab fetch mobilenet-v2\`, then \`npx captionlab encode --dataset ${dataset.name}\`. ` +
      `Sections 01 to 03 and 05 to 07 need none. (${reasons.join(' ')})`,
  );
}

/**
 * The encoder for a data set's pictures: the one that made its features, or else the first whose weights are here.
 * @throws UserError when there is none, saying how to get one, or when its weights are not those that made the features
 */
export async function encoderFor(dataset: Dataset): Promise<Encoder> {
  const finished = finishedEncoder(dataset);
  if (!finished) return loadFirst(dataset);
  const encoder = await loadEncoder(finished);
  const path = featuresPath(dataset, finished);
  refuseOtherInputs(path, readArtefactHeader(path).madeFrom, featuresMadeFrom(dataset, encoder));
  return encoder;
}

/**
 * The features of every picture of a data set, read from its run folder or made now.
 * @throws UserError as `encoderFor` and `readFeatures` do
 */
export async function ensureFeatures(dataset: Dataset): Promise<Features> {
  await startEngine();
  const finished = finishedEncoder(dataset);
  // The scenes' encoder is at hand; the weights of others need not be here to read what they made.
  const encoder =
    finished && finished !== SCENES_ENCODER.name ? finished : await loadFirst(dataset);
  const name = typeof encoder === 'string' ? encoder : encoder.name;
  return findOrMake(featuresPath(dataset, name), {
    read: () => readFeatures(dataset, encoder),
    make: async () => {
      await encodeDataset(dataset, encoder as Encoder);
      return readFeatures(dataset, encoder);
    },
  });
}
