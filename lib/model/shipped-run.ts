import { basename, join } from 'node:path';
import { sequencesPath } from '../caption-preprocessing/index.js';
import type { Dataset } from '../data-understanding/index.js';
import {
  artefactExists,
  type MadeFrom,
  otherInput,
  readArtefactHeader,
  sayOnce,
  shortPath,
} from '../outputs/index.js';
import { vocabularyPath } from '../vocabulary/index.js';
import { checkpointMadeFrom } from './checkpoint.js';
import { type OfRun, runOutputs, USUAL_RUN } from './run-folder.js';
import { modelPath } from './save-model.js';

/** Where the trained runs of the sample lie that come with captionlab: `<dataset>/<run>`. */
const SHIPPED = join(import.meta.dirname, 'weights');

/** `outputs/<dataset>/model`, or `model` in a run's folder: the best model, the last checkpoint and the history. */
export const modelFolder = (dataset: OfRun) => join(runOutputs(dataset), 'model');

/** Where a run lies, or would lie, that comes with captionlab. */
export const shippedFolder = ({ runFolder, run = USUAL_RUN }: OfRun) =>
  join(SHIPPED, basename(runFolder), run);

/** Of the captions that are there now: what a run that comes with captionlab must have been made from too. */
function wordsNow(dataset: OfRun): MadeFrom {
  const paths = { vocabulary: vocabularyPath(dataset), sequences: sequencesPath(dataset) };
  const there = Object.entries(paths).filter(([, path]) => artefactExists(path));
  return Object.fromEntries(
    there.map(([key, path]) => [key, readArtefactHeader(path).sha256.slice(0, 12)]),
  );
}

/**
 * Whether the model that is read for a run is the one that comes with captionlab: nothing was trained under this name, and
 * that one learnt from the captions that are there now.
 */
export function isShipped(dataset: OfRun): boolean {
  if (dataset.text !== 'tutorial') return false;
  const own = modelFolder(dataset);
  if (artefactExists(modelPath(own)) || checkpointMadeFrom(own)) return false;
  const path = modelPath(shippedFolder(dataset));
  if (!artefactExists(path)) return false;
  return otherInput(readArtefactHeader(path).madeFrom, wordsNow(dataset)) === undefined;
}

/** Where the model of a run is read: the user's own, else the one that comes with captionlab, where there is one. */
export const keptFolder = (dataset: OfRun) =>
  isShipped(dataset) ? shippedFolder(dataset) : modelFolder(dataset);

/** Says once of a model that was read that it comes with captionlab, and how to have another in its place. */
export function sayIfShipped(dataset: Pick<Dataset, 'name'> & OfRun): void {
  if (!isShipped(dataset)) return;
  const folder = shippedFolder(dataset);
  const { madeFrom } = readArtefactHeader(modelPath(folder));
  const captioner = String(madeFrom['model.captioner'] ?? 'merge');
  const run = dataset.run === captioner ? '' : ` --run ${dataset.run}`;
  sayOnce(
    `Found ${shortPath(folder)} as it comes with captionlab: trained by \`npx captionlab train --dataset ${dataset.name} --model ${captioner}${run}\`; train your own to replace it`,
  );
}
