import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../data-understanding/types.js';
import { startEngine } from '../engine/index.js';
import {
  artefactExists,
  findOrMake,
  type MadeFrom,
  readArtefactHeader,
  refuseOtherInputs,
  sayOnce,
  shortPath,
  UserError,
} from '../outputs/index.js';
import { EFFICIENTNET_LITE, type EfficientNetLiteName } from './efficientnet-lite.js';
import { encodeDataset } from './encode-dataset.js';
import type { Encoder } from './encoder.js';
import { isExpected } from './encoder-weights.js';
import { ENCODERS, isEncoder, loadEncoder, WEIGHTS } from './encoders.js';
import type { Features } from './feature-table.js';
import { encoderName } from './onnx/place.js';
import { pictureMarks } from './picture-marks.js';
import { SCENES_ENCODER } from './scenes-encoder.js';
import { featuresFolder, featuresPath } from './store/layout.js';
import { isMirroredName } from './store/mirrored-name.js';
import {
  encodeAgain,
  featuresMadeFrom,
  isImported,
  openFeatures,
  readFeatures,
} from './store/reader.js';
import { outdatedIn } from './store/set-aside.js';

/** The encoders that have seen photographs: the tutorial's first, then by what captions they give. */
const PHOTOGRAPH_ENCODERS = [
  'inception-v3',
  ...Object.keys(EFFICIENTNET_LITE).reverse(),
  'mobilenet-v2',
];

/** Whether nobody can be waiting for this encoder: of a family of five it is enough to speak of those that are here. */
const isNoMatter = (name: string) =>
  !process.env.ENCODER &&
  Object.hasOwn(EFFICIENTNET_LITE, name) &&
  !isExpected(WEIGHTS[name as EfficientNetLiteName]);

/** The encoder that is asked for by name: by whoever opened the data set, or by the environment variable ENCODER. */
function named({ encoder = process.env.ENCODER }: Dataset): string | undefined {
  return encoder ? encoderName(encoder) : undefined;
}

/** The encoders that may serve a data set, the first choice first; where one is named, that alone. */
function candidates(dataset: Dataset): string[] {
  const { name } = dataset;
  const wanted = named(dataset);
  if (wanted) return [wanted];
  return name === 'scenes' ? [SCENES_ENCODER.name] : PHOTOGRAPH_ENCODERS;
}

/** The encoders whose features of a data set are finished, those of other projects too. */
function finishedEncoders(dataset: Dataset): string[] {
  const folder = join(dataset.runFolder, 'features');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.filter(
    (name) =>
      !name.endsWith('.before') &&
      !isMirroredName(name) &&
      artefactExists(featuresPath(dataset, name)),
  );
}

/**
 * The first of the candidates whose features of the data set are finished; where none of them has any, and none is asked for
 * by name, an encoder that is none of ours: its features may be imported.
 */
export function finishedEncoder(dataset: Dataset): string | undefined {
  const finished = finishedEncoders(dataset);
  const foreign = finished.filter((name) => !Object.hasOwn(ENCODERS, name));
  const [other] = named(dataset) ? [] : foreign;
  return candidates(dataset).find((name) => finished.includes(name)) ?? other;
}

async function loadFirst(dataset: Dataset): Promise<Encoder> {
  const reasons: string[] = [];
  for (const name of candidates(dataset)) {
    if (isNoMatter(name)) continue;
    try {
      const encoder = await loadEncoder(name);
      if (reasons.length > 0) console.log(`Encoder: ${name} (${reasons.join(' ')})`);
      return encoder;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      reasons.push(error.message);
    }
  }
  if (dataset.name === 'scenes' || named(dataset)) throw new UserError(reasons.join(' '));
  throw new UserError(
    `There is no encoder for photographs here: scenes-cnn has only ever seen drawn scenes, not ${dataset.name}. ` +
      `Get one: \`npx captionlab fetch mobilenet-v2\`, then \`npx captionlab encode --dataset ${dataset.name}\`. ` +
      `Sections 01 to 03 and 05 to 07 need none. (${reasons.join(' ')})`,
  );
}

/**
 * The encoder that made features, as their header or that of a model trained on them says.
 * @param path the file of that header, for messages
 * @param goOn what to do where its weights here are others, a sentence
 * @throws UserError when it is none of ours, its weights are not here, or are others than those that made the features
 */
export async function encoderBehind(
  path: string,
  madeFrom: MadeFrom,
  goOn?: string,
): Promise<Encoder> {
  const name = String(madeFrom.encoder);
  if (!isEncoder(name)) {
    throw new UserError(
      `${shortPath(path)} was made with features by ${name}, which is none of the encoders here (${Object.keys(ENCODERS).join(', ')}): ` +
        'other pictures cannot be encoded by it. Those that have features are captioned by `npx captionlab evaluate`; for others, encode by ' +
        'one of ours (`npx captionlab encode --encoder <name>`) and train on its features (ENCODER=<name> before `npx captionlab train`).',
    );
  }
  const encoder = await loadEncoder(name);
  const { encoder: _, ...here } = featuresMadeFrom(encoder);
  if (isImported(madeFrom)) {
    sayOnce(
      `The features were imported: ${name}'s weights here are taken for those that made them`,
    );
  } else refuseOtherInputs(path, madeFrom, here, goOn);
  return encoder;
}

/**
 * The encoder for a data set's pictures: the one that made its features, or else the first whose weights are here.
 * @throws UserError when there is none, saying how to get one, or when its weights are not those that made the features
 */
export async function encoderFor(dataset: Dataset): Promise<Encoder> {
  const finished = finishedEncoder(dataset);
  if (!finished) return loadFirst(dataset);
  const path = featuresPath(dataset, finished);
  const anew = `To make them anew: ${encodeAgain(dataset, finished)}`;
  return encoderBehind(path, readArtefactHeader(path).madeFrom, anew);
}

/**
 * The encoder that `captionlab encode` takes where none is named: `encoderFor`, but one of ours where the features there are
 * another's.
 * @throws UserError as `encoderFor` does
 */
export async function encoderToEncode(dataset: Dataset): Promise<Encoder> {
  const finished = finishedEncoder(dataset);
  return finished && isEncoder(finished) ? encoderFor(dataset) : loadFirst(dataset);
}

/** Encodes the pictures that have changed since, or are new, where the encoder is at hand. */
async function keepUpToDate(dataset: Dataset, name: string): Promise<void> {
  const folder = featuresFolder(dataset, name);
  const store = openFeatures(dataset, name);
  store.close();
  if (isImported(store.madeFrom) && ![...store.marks.values()].some(Boolean)) return;
  const marks = await pictureMarks(dataset);
  const { changed, added } = outdatedIn(folder, { dataset, marks });
  if (changed.length + added.length === 0) return;
  try {
    await encodeDataset(dataset, await encoderFor(dataset));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const what = `${changed.length} pictures have changed since ${name} encoded them, and ${added.length} are new`;
    if (changed.length > 0) throw new UserError(`${what}, as ${changed[0]}. ${error.message}`);
    console.warn(`${what}, as ${added[0]}: they have no features. ${error.message}`);
  }
}

/**
 * The features of every picture of a data set, read from its run folder or made now. Pictures that have changed since they
 * were encoded are encoded again.
 * @throws UserError as `encoderFor` and `readFeatures` do
 */
export async function ensureFeatures(dataset: Dataset): Promise<Features> {
  await startEngine();
  const finished = finishedEncoder(dataset);
  const name = finished ?? (await loadFirst(dataset)).name;
  return findOrMake(featuresPath(dataset, name), {
    read: async () => {
      // The scenes' encoder is at hand; the weights of others need not be here to read what they made.
      if (name === SCENES_ENCODER.name) await encoderFor(dataset);
      await keepUpToDate(dataset, name);
      return readFeatures(dataset, name);
    },
    make: async () => {
      await encodeDataset(dataset, await loadEncoder(name));
      return readFeatures(dataset, name);
    },
  });
}
