import type { Dataset } from '../data-understanding/index.js';
import { withFeatures } from '../image-encoding/index.js';
import { greedyCaptions } from '../inference/index.js';
import {
  type CaptionModel,
  type ModelInputs,
  modelFolder,
  unfinishedTraining,
} from '../model/index.js';
import { shortPath, UserError } from '../outputs/index.js';

const SAMPLES = 3;

/** What the model says of a few dev pictures, a line each. */
export async function sampleLines(model: CaptionModel, inputs: ModelInputs): Promise<string[]> {
  const ids = withFeatures(inputs.sequences.dev.keys(), inputs.features).slice(0, SAMPLES);
  const found = await greedyCaptions(model, inputs, ids);
  return ids.map((id, i) => `  ${id}: ${found[i].caption}`);
}

/** @throws UserError where a training stopped, and it was not said whether to go on with it */
export function refuseUnfinished(
  dataset: Dataset,
  { resume, again }: { resume?: boolean; again?: boolean },
): void {
  const folder = modelFolder(dataset);
  const unfinished = unfinishedTraining(folder);
  if (!unfinished || resume || again) return;
  throw new UserError(
    `A training stopped in ${unfinished}, in ${shortPath(folder)}: go on with --resume, or begin anew with --again.`,
  );
}
