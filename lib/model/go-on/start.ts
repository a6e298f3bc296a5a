import { dirname } from 'node:path';
import { type Dataset, type TextName, textNames } from '../../data-understanding/index.js';
import {
  artefactExists,
  fingerprintOf,
  type MadeFrom,
  readArtefactHeader,
  runFolder,
  UserError,
} from '../../outputs/index.js';
import { readVocabularyFile, type Vocabulary } from '../../vocabulary/index.js';
import type { CaptionModel } from '../caption-model.js';
import { encoderOf, modelPathOf, modelVocabularyPath } from '../kept-model.js';
import { modelAsFiles } from '../model-as-files.js';
import type { ModelInputs } from '../model-inputs.js';
import { faultOfRun, membersOf, type OfRun, runNames } from '../run-folder.js';
import { loadModel } from '../save-model.js';

/** A trained captioner from which training goes on, on other pictures. */
export interface Start {
  /** What it is called: `photographs`, or `flickr8k/full/merge`. */
  name: string;
  model: CaptionModel;
  vocabulary: Vocabulary;
  /** The header of its model: the encoder behind it, and how it was trained. */
  madeFrom: MadeFrom;
}

/** What is wrong with the name of a start: `<run>`, `<data set>/<run>` or `<data set>/<text rule>/<run>`. */
export function faultOfStart(name: string): string | undefined {
  const parts = name.split('/');
  const run = parts[parts.length - 1];
  if (membersOf(run)) return `${run} is an ensemble, and training goes on from one run`;
  const rule = parts[1] as TextName;
  const isKnown = parts.length < 3 || textNames.includes(rule);
  if (parts.length > 3 || parts.some((part) => part === '') || !isKnown)
    return `"${name}" names no run: expected <run>, <data set>/<run> or <data set>/<text rule>/<run>`;
  return faultOfRun(run);
}

/** The run that a name means, on the data set that is to be learnt or on another; undefined where none is trained. */
function runMeant(dataset: Dataset, name: string): (OfRun & { name: string }) | undefined {
  const parts = name.split('/');
  const run = parts[parts.length - 1];
  const of = parts.length === 1 ? dataset.name : parts[0];
  const rules = parts.length === 3 ? [parts[1] as TextName] : textNames;
  const trained = rules
    .map((text) => ({ name: of, runFolder: runFolder(of), text, run }))
    .filter((one) => artefactExists(modelPathOf(one)));
  const same = trained.find(({ text }) => text === dataset.text);
  if (same || trained.length < 2) return same ?? trained[0];
  const names = trained.map(({ text }) => `${of}/${text}/${run}`);
  throw new UserError(`${name} was trained with several rules of text: say ${names.join(' or ')}.`);
}

/**
 * Opens the run that a name means as a start; undefined where there is none of this name.
 * @throws UserError where it is not whole, or the name means several
 */
export async function openStart(dataset: Dataset, name: string): Promise<Start | undefined> {
  const run = runMeant(dataset, name);
  if (!run) return undefined;
  const folder = dirname(modelPathOf(run));
  return {
    name: name.includes('/') ? `${run.name}/${run.text}/${run.run}` : name,
    model: await loadModel(folder),
    vocabulary: readVocabularyFile(modelVocabularyPath(folder)),
    madeFrom: readArtefactHeader(modelPathOf(run)).madeFrom,
  };
}

/** The runs of a data set, for a message. */
export const runsThere = (dataset: Dataset) => runNames(dataset).join(', ') || 'none';

/** What tells a start's weights from others. */
export const startWeights = async ({ model }: Pick<Start, 'model'>) =>
  fingerprintOf((await modelAsFiles(model)).weights).slice(0, 12);

/** @throws UserError where the features of the new pictures are by another encoder than the start's, naming both */
export function refuseOtherEncoder(dataset: Dataset, start: Start, inputs: ModelInputs): void {
  const now = encoderOf(dataset, inputs);
  const other = Object.keys(now).find((key) => start.madeFrom[key] !== now[key]);
  if (!other) return;
  throw new UserError(
    `${start.name} was trained behind an encoder with ${other} ${start.madeFrom[other] ?? 'unknown'}, and the features of ${dataset.name} have ${now[other]}: ` +
      'it would not understand what they say.',
  );
}
