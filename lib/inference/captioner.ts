import { dirname } from 'node:path';
import type { Dataset } from '../data-understanding/index.js';
import { vocabularyFingerprint } from '../embeddings/index.js';
import { runAhead, startEngine } from '../engine/index.js';
import {
  BATCHES_AHEAD,
  batchesOf,
  type EncodedPicture,
  type Encoder,
  encodeAgain,
  encodeFiles,
  encoderBehind,
  fromHalves,
  mapShapeOf,
} from '../image-encoding/index.js';
import {
  type CaptionModel,
  ensembleOf,
  joinedRows,
  keptFolder,
  loadModel,
  membersOf,
  modelPathOf,
  modelVocabularyPath,
  sayIfShipped,
  trainCommand,
} from '../model/index.js';
import {
  artefactExists,
  type MadeFrom,
  readArtefactHeader,
  shortPath,
  UserError,
} from '../outputs/index.js';
import { readVocabularyFile, type Vocabulary, vocabularyPath } from '../vocabulary/index.js';
import { beamSearch } from './beam.js';
import type { FoundCaption } from './found-caption.js';
import { type Ranking, USUAL_RANKING } from './normalise.js';

/** What it takes to caption any picture: a data set's trained model and the encoder that it was trained behind. */
export interface Captioner {
  model: CaptionModel;
  encoder: Encoder;
  vocabulary: Vocabulary;
  /** Most words of a caption: the end marker is one of them, the start marker is not. */
  maxLength: number;
  /** Of an ensemble: each captioner with its encoder, in the order in which `model` reads them. */
  members?: Member[];
}

/** One of several captioners that speak as one. */
type Member = Pick<Captioner, 'model' | 'encoder'>;

/** A picture's captions, or why it has none. */
export interface CaptionedFile {
  path: string;
  /** The best first; none where the picture cannot be read. */
  captions: FoundCaption[];
  /** Names the picture and what is wrong with it. */
  reason?: string;
}

/** The data set whose model captions: nothing else of it is needed. */
type OfModel = Pick<Dataset, 'name' | 'runFolder' | 'text' | 'run'>;

/**
 * Says what to do first where a data set has no trained model.
 * @throws UserError
 */
function requireTrainedModel(dataset: OfModel): void {
  const path = modelPathOf(dataset);
  if (artefactExists(path)) return;
  throw new UserError(
    `${shortPath(path)} is not there: no model has been trained on ${dataset.name} yet. ` +
      `Train one: ${trainCommand(dataset)}`,
  );
}

/**
 * The words that a model was trained with: those kept beside it.
 * @throws UserError when they are not whole, or an earlier version kept none and the data set's are others now
 */
function wordsOf(dataset: OfModel, madeFrom: MadeFrom): Vocabulary {
  const kept = modelVocabularyPath(keptFolder(dataset));
  const again = `Train it again: ${trainCommand(dataset)} --again`;
  if (artefactExists(kept)) return readVocabularyFile(kept, again);
  const shared = vocabularyPath(dataset);
  const words = artefactExists(shared) ? readVocabularyFile(shared) : undefined;
  if (words && vocabularyFingerprint(words) === madeFrom['embedding.vocabulary']) return words;
  throw new UserError(
    `${shortPath(kept)} is not there, and ${shortPath(shared)} holds no words of ${shortPath(modelPathOf(dataset))}. ${again}`,
  );
}

/** @throws UserError when the encoder gives other maps than the model reads */
function refuseOtherMaps(path: string, model: CaptionModel, encoder: Encoder, again: string): void {
  const [height, width, channels] = mapShapeOf(encoder);
  const { cells, width: reads } = model.reads;
  if (height * width === cells && channels === reads) return;
  throw new UserError(
    `${shortPath(path)} reads maps of ${cells} cells of ${reads} numbers, but ${encoder.name} gives ${height * width} of ${channels}. ${again}`,
  );
}

/**
 * Opens the trained model of a data set and the encoder behind it; neither captions nor features are read.
 * @throws UserError saying what to run first where the model or the encoder's weights are missing, and naming both sides
 * where the encoder is not the one that it was trained behind
 */
export async function openCaptioner(dataset: OfModel): Promise<Captioner> {
  const members = membersOf(dataset.run);
  return members ? openEnsemble(dataset, members) : openRun(dataset);
}

/**
 * Opens several runs as one captioner.
 * @throws UserError as `openCaptioner` does, and where two runs know different words, naming the two
 */
async function openEnsemble(dataset: OfModel, runs: readonly string[]): Promise<Captioner> {
  const members: Captioner[] = [];
  for (const run of runs) members.push(await openRun({ ...dataset, run }));
  const [first] = members;
  const known = members.map(({ vocabulary }) => vocabularyFingerprint(vocabulary));
  const other = known.findIndex((one) => one !== known[0]);
  if (other > 0) {
    throw new UserError(
      `The runs ${runs[0]} and ${runs[other]} know different words (${first.vocabulary.size} and ${members[other].vocabulary.size}): ` +
        'together they can only say what they were both trained on. Train one of them again.',
    );
  }
  const model = ensembleOf(members.map((one) => one.model));
  return { ...first, model, maxLength: model.maxLength, members };
}

async function openRun(dataset: OfModel): Promise<Captioner> {
  requireTrainedModel(dataset);
  await startEngine();
  const path = modelPathOf(dataset);
  const trainAgain = `Train it again: ${trainCommand(dataset)} --again`;
  const { madeFrom } = readArtefactHeader(path, trainAgain);
  const behind = Object.fromEntries(
    ['encoder', 'weights', 'resize'].map((key) => [key, madeFrom[`features.${key}`]]),
  );
  const again = `Encode and train again: ${encodeAgain(dataset, String(behind.encoder))}, then ${trainCommand(dataset)} --again`;
  const encoder = await encoderBehind(path, behind, again);
  const vocabulary = wordsOf(dataset, madeFrom);
  const model = await loadModel(dirname(path), {}, trainAgain);
  sayIfShipped(dataset);
  if (model.reads.cells > 1) refuseOtherMaps(path, model, encoder, again);
  return { model, encoder, vocabulary, maxLength: model.maxLength };
}

/** What a captioner reads of an encoded picture: its vector, or its map as it would be kept. */
export const featuresOf = (
  { reads }: Pick<CaptionModel, 'reads'>,
  { vector, map }: EncodedPicture,
): Float32Array | undefined => (reads.cells === 1 ? vector : map && fromHalves(map));

/** What some captioners read of picture files, one after the other; each encoder sees a picture once. */
async function encodeForAll(
  members: readonly Member[],
  files: ReturnType<typeof batchesOf>[number],
) {
  const byEncoder = new Map<string, EncodedPicture[]>();
  for (const { encoder } of members) {
    const key = encoder.fingerprint;
    if (byEncoder.has(key)) continue;
    const own = members.filter((one) => one.encoder.fingerprint === key);
    const maps = own.some(({ model }) => model.reads.cells > 1);
    byEncoder.set(key, await encodeFiles(encoder, files, maps));
  }
  return files.map(({ imageId }, i) => {
    const seen = members.map(({ model, encoder }) => {
      const picture = byEncoder.get(encoder.fingerprint)?.[i] as EncodedPicture;
      return { ...picture, features: featuresOf(model, picture) };
    });
    const rows = seen.flatMap(({ features }) => features ?? []);
    const features = rows.length === members.length ? joinedRows(rows) : undefined;
    return { imageId, features, reason: seen.find(({ reason }) => reason)?.reason };
  });
}

/**
 * Captions picture files, reading the next while the networks work on these. Keeps to sensible captions.
 * One that cannot be read comes with the reason, and the others go on.
 * @param width of the beam
 * @param ranking of its captions
 */
export async function* captionFiles(
  { model, encoder, vocabulary, maxLength, members = [{ model, encoder }] }: Captioner,
  paths: readonly string[],
  width: number,
  ranking: Ranking = USUAL_RANKING,
): AsyncGenerator<CaptionedFile> {
  const batches = batchesOf(new Map(paths.map((path, i) => [String(i), path])));
  const encode = (files: (typeof batches)[number]) => encodeForAll(members, files);
  const options = { maxLength, width, sensible: true, ...ranking };
  for await (const pictures of runAhead(batches, encode, BATCHES_AHEAD)) {
    const read = pictures.flatMap(({ imageId, features }) =>
      features ? [{ imageId, features }] : [],
    );
    const rows = read.map(({ features }) => features);
    const found = await beamSearch(model, vocabulary, rows, options);
    const captionsOf = new Map(read.map(({ imageId }, i) => [imageId, found[i]]));
    for (const { imageId, reason } of pictures) {
      yield { path: paths[Number(imageId)], captions: captionsOf.get(imageId) ?? [], reason };
    }
  }
}
