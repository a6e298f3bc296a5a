import { join } from 'node:path';
import {
  captionsOf,
  type Dataset,
  type ImageId,
  type SplitName,
  textFolder,
} from '../../data-understanding/index.js';
import {
  type Features,
  featuresPath,
  finishedEncoder,
  type Neighbour,
  nearestOfMany,
  type VectorsById,
} from '../../image-encoding/index.js';
import { ensureSearches, type PictureSearches, searchesPath } from '../../inference/index.js';
import { ensureModel } from '../../model/index.js';
import {
  asInput,
  contentOf,
  findOrRemake,
  type MadeFrom,
  objectWith,
  readJsonArtefact,
  UserError,
  writeArtefact,
} from '../../outputs/index.js';
import { sceneTruths } from '../attributes.js';
import {
  calibrationError,
  calibrationOf,
  type Foretold,
  foretellWords,
  referenceSequences,
} from '../calibration/index.js';
import { type ProtocolName, pictureProtocolOf, protocols, tokensUnder } from '../protocols.js';
import { rankCorrelation } from '../rank-correlation.js';
import { metrics } from '../score-captions.js';
import { inspectDetail, inspectPictures } from './inspect-captions.js';
import { scoreLines } from './score-lines.js';
import type { InspectedPicture, Inspection } from './types.js';
import { wordAgreement } from './word-agreement.js';

/** Raised whenever an inspection holds other things, or counts them otherwise. */
const VERSION = 3;
const NEIGHBOURS = 4;

/** The folder of the page on a data set's captions. */
export const inspectorFolder = (dataset: Dataset) => join(textFolder(dataset), 'report');
const inspectionPath = (dataset: Dataset) => join(inspectorFolder(dataset), 'inspection.json');

/** What is inspected, and the seed of the resamples behind the intervals. */
export type InspectionChoice = Pick<Inspection, 'split' | 'beam' | 'seed'>;

const madeFrom = (dataset: Dataset, { split, beam, seed }: InspectionChoice): MadeFrom => ({
  ...{ version: VERSION, dataset: dataset.fingerprint, metrics: metrics.join(', ') },
  ...{ split, beam, seed },
  captions: contentOf(searchesPath(dataset, split, beam)),
  features: contentOf(featuresPath(dataset, finishedEncoder(dataset) ?? '')),
});

const isInspection = objectWith<Inspection>('dataset', 'split', 'lines', 'pictures', 'details');

/** How many texts have so many tokens. */
function lengthsOf(texts: readonly (readonly string[])[]): number[] {
  const counts: number[] = [];
  for (const { length } of texts) {
    while (counts.length <= length) counts.push(0);
    counts[length]++;
  }
  return counts;
}

function summaries(
  pictures: readonly InspectedPicture[],
  foretold: readonly Foretold[],
  protocol: ProtocolName,
) {
  const texts = pictures.map(({ greedy, references }) => ({
    tokens: greedy.words.map(({ word }) => word),
    references: references.map((text) => tokensUnder(protocols[protocol], text)),
  }));
  const bins = calibrationOf(foretold);
  return {
    calibration: { bins, error: calibrationError(bins) },
    confidenceAgainstCider: rankCorrelation(
      pictures.map(({ greedy }) => greedy.confidence),
      pictures.map(({ greedy }) => greedy.scores.CIDEr),
    ),
    agreement: wordAgreement(texts),
    lengths: {
      model: lengthsOf(texts.map(({ tokens }) => tokens)),
      people: lengthsOf(texts.flatMap(({ references }) => references)),
    },
  };
}

/** Features by picture, and what made them. */
type KnownFeatures = VectorsById & Pick<Features, 'encoder'>;

/**
 * All that can be said of the captions that both searches found for pictures of a split.
 * @param features of the same pictures and of training pictures, among which their neighbours are found
 * @param foretold what the model made of the next words of people's captions of the split
 */
export async function inspectionOf(
  dataset: Dataset,
  { split, beam, seed }: InspectionChoice,
  searches: ReadonlyMap<ImageId, PictureSearches>,
  features: KnownFeatures,
  foretold: readonly Foretold[],
): Promise<Inspection> {
  const ids = [...searches.keys()];
  const all = captionsOf(dataset, split);
  const train = captionsOf(dataset, 'train');
  const references = new Map(ids.map((id) => [id, all.get(id) ?? []]));
  const nearest = await nearestOfMany(features, ids, [...train.keys()], NEIGHBOURS);
  const neighboursOf = (id: ImageId) =>
    (nearest.get(id) as Neighbour[]).map(({ imageId, similarity }) => ({
      ...{ imageId, similarity: Number(similarity.toFixed(3)) },
      captions: train.get(imageId) as string[],
    }));
  const said = (say: (id: ImageId, one: PictureSearches) => string) =>
    new Map(Array.from(searches, ([id, one]) => [id, say(id, one)]));
  const systems = [
    { name: 'greedy', captions: said((_, { greedy }) => greedy.caption) },
    { name: `beam ${beam}`, captions: said((_, { beams }) => beams[0].caption) },
    { name: 'nearest neighbour', captions: said((id) => neighboursOf(id)[0]?.captions[0] ?? '') },
  ];
  const truths = sceneTruths(dataset);
  const protocol = pictureProtocolOf(dataset);
  const pictures = inspectPictures({ searches, references, truths, protocol });
  const captions = { train, dev: captionsOf(dataset, 'dev'), references };
  return {
    ...{ dataset: dataset.name, split, text: dataset.text, encoder: features.encoder, beam, seed },
    ...{ pictureProtocol: protocol, judgedBy: truths.size > 0 ? 'truth' : 'references' },
    lines: scoreLines(systems, captions, ['coco', 'tutorial'], { seed }),
    ...summaries(pictures, foretold, protocol),
    pictures,
    details: Array.from(searches, ([id, one]) =>
      inspectDetail(one, references.get(id) as string[], protocol, neighboursOf(id)),
    ),
  };
}

async function makeInspection(dataset: Dataset, choice: InspectionChoice): Promise<Inspection> {
  const { split, beam } = choice;
  const searches = await ensureSearches(dataset, split, beam);
  if (searches.size === 0) {
    throw new UserError(`No picture of the ${split} split of ${dataset.name} has features.`);
  }
  const trained = await ensureModel(dataset);
  const captions = await referenceSequences(dataset, split, trained.inputs);
  const foretold = await foretellWords(trained, captions);
  return inspectionOf(dataset, choice, searches, trained.inputs.features, foretold);
}

/** Writes `report/inspection.json`. */
function writeInspection(dataset: Dataset, inspection: Inspection): void {
  const text = `${JSON.stringify(inspection)}\n`;
  writeArtefact(inspectionPath(dataset), text, madeFrom(dataset, inspection));
}

/**
 * Reads what `writeInspection` wrote.
 * @throws UserError when it is about another split, other captions or another model
 */
function readInspection(dataset: Dataset, choice: InspectionChoice): Inspection {
  return readJsonArtefact(inspectionPath(dataset), madeFrom(dataset, choice), isInspection);
}

/**
 * All that can be said of a model's captions of a split, picture by picture: read from the run folder, or made now, with the
 * captions and the model where they are missing.
 * @param beam width of the beam search whose captions stand beside the greedy ones
 * @param seed of the resamples behind the intervals
 */
export async function ensureInspection(
  dataset: Dataset,
  split: SplitName = 'test',
  beam = 3,
  seed = 1,
): Promise<Inspection> {
  await asInput(() => ensureSearches(dataset, split, beam));
  const choice = { split, beam, seed };
  return findOrRemake(inspectionPath(dataset), madeFrom(dataset, choice), {
    read: () => readInspection(dataset, choice),
    make: async () => {
      const inspection = await makeInspection(dataset, choice);
      writeInspection(dataset, inspection);
      return inspection;
    },
  });
}
