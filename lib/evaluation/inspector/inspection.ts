import { join } from 'node:path';
import type { Dataset, SplitName } from '../../data-understanding/index.js';
import { ensureFeatures, featuresPath, finishedEncoder } from '../../image-encoding/index.js';
import { ensureModel, runOutputs } from '../../model/index.js';
import {
  asInput,
  contentOf,
  findOrRemake,
  type MadeFrom,
  objectWith,
  readListArtefact,
  UserError,
  writeListArtefact,
} from '../../outputs/index.js';
import { foretellWords, referenceSequences } from '../calibration/index.js';
import { type CaptionChoice, choiceName, choicePath, ensureChosen } from '../rerank/index.js';
import { metrics } from '../score-captions.js';
import { whatIfsOf } from '../what-if/index.js';
import { type InspectionChoice, inspectionOf } from './inspection-of.js';
import { lookFrameOf } from './look-frame.js';
import type { InspectedPicture, Inspection, PictureDetail } from './types.js';

/** Raised whenever an inspection holds other things, or counts them otherwise. */
const VERSION = 6;

/** The folder of the page on a data set's captions. */
export const inspectorFolder = (dataset: Dataset) => join(runOutputs(dataset), 'report');
const inspectionPath = (dataset: Dataset) => join(inspectorFolder(dataset), 'inspection.json');

const madeFrom = (dataset: Dataset, choice: InspectionChoice): MadeFrom => ({
  ...{ version: VERSION, dataset: dataset.fingerprint, metrics: metrics.join(', ') },
  ...{ split: choice.split, search: choiceName(choice), seed: choice.seed },
  captions: contentOf(choicePath(dataset, choice)),
  features: contentOf(featuresPath(dataset, finishedEncoder(dataset) ?? '')),
});

async function makeInspection(dataset: Dataset, choice: InspectionChoice): Promise<Inspection> {
  const { split } = choice;
  const searches = await ensureChosen(dataset, choice);
  if (searches.size === 0) {
    throw new UserError(`No picture of the ${split} split of ${dataset.name} has features.`);
  }
  const trained = await ensureModel(dataset);
  const captions = await referenceSequences(dataset, split, trained.inputs);
  const foretold = await foretellWords(trained, captions);
  const isTold = [...searches.values()].some((one) => one.looks); // a captioner may read maps and not tell where it looks
  const looks = isTold ? lookFrameOf(dataset, trained) : undefined;
  const features = await ensureFeatures(dataset);
  const inspection = await inspectionOf(dataset, choice, searches, features, foretold, looks);
  const whatIfs = await whatIfsOf(dataset, inspection.pictures);
  const details = inspection.details.map((detail, at) => ({
    ...detail,
    whatIf: whatIfs.get(inspection.pictures[at].imageId),
  }));
  return { ...inspection, details };
}

/** Writes `report/inspection.json`: what is said of all pictures, then an entry a picture. */
function writeInspection(dataset: Dataset, choice: InspectionChoice, inspection: Inspection): void {
  writeListArtefact(inspectionPath(dataset), entriesOf(inspection), madeFrom(dataset, choice));
}

function* entriesOf({ pictures, details, ...head }: Inspection): Generator<string> {
  yield JSON.stringify(head);
  for (const [i, picture] of pictures.entries()) yield JSON.stringify([picture, details[i]]);
}

type Entry = Omit<Inspection, 'pictures' | 'details'> | [InspectedPicture, PictureDetail];
const isHead = objectWith<Inspection>('dataset', 'split', 'lines');
const isEntry = (value: unknown): value is Entry =>
  Array.isArray(value) ? value.length === 2 : isHead(value);

/**
 * Reads what `writeInspection` wrote.
 * @throws UserError when it is about another split, other captions or another model
 */
function readInspection(dataset: Dataset, choice: InspectionChoice): Inspection {
  const entries = readListArtefact(inspectionPath(dataset), madeFrom(dataset, choice), isEntry);
  const [head, ...pairs] = entries as [Inspection, ...[InspectedPicture, PictureDetail][]];
  return {
    ...head,
    pictures: pairs.map(([picture]) => picture),
    details: pairs.map(([, detail]) => detail),
  };
}

/**
 * All that can be said of a model's captions of a split, picture by picture: read from the run folder, or made now, with the
 * captions and the model where they are missing.
 * @param beam width of the beam search whose captions stand beside the greedy ones
 * @param seed of the resamples behind the intervals
 * @param how the beam's captions are ranked, and chosen among
 */
export async function ensureInspection(
  dataset: Dataset,
  split: SplitName = 'test',
  beam = 3,
  seed = 1,
  how: Pick<CaptionChoice, 'ranking' | 'rerank'> = {},
): Promise<Inspection> {
  const choice = { split, beam, seed, ...how };
  await asInput(() => ensureChosen(dataset, choice));
  return findOrRemake(inspectionPath(dataset), madeFrom(dataset, choice), {
    read: () => readInspection(dataset, choice),
    make: async () => {
      const inspection = await makeInspection(dataset, choice);
      writeInspection(dataset, choice, inspection);
      return inspection;
    },
  });
}
