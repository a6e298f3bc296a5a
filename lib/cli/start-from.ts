import type { Dataset } from '../data-understanding/index.js';
import { openPackedCaptioner } from '../inference/index.js';
import {
  type CaptionModel,
  captionerNamed,
  ensureModelInputs,
  grownCaptioner,
  type ModelInputs,
  openStart,
  refuseOtherEncoder,
  runsThere,
  type Start,
  startWeights,
  type TrainingChoice,
} from '../model/index.js';
import { USUAL_RUN } from '../model/run-folder.js';
import { UserError } from '../outputs/index.js';
import { hasStartWords, writeStartWords } from '../vocabulary/index.js';

/** The captioner that comes with captionlab, where it is named as a start. */
const PHOTOGRAPHS = 'photographs';

/** What is usual where training goes on from a trained captioner: it shall not forget what it knows. */
const USUAL: TrainingChoice = { learningRate: 2e-4, patience: 3 };

/** The run into which training goes on from a start, where none is named. */
export const runFrom = (start: string) => `from-${start.replaceAll('/', '-')}`;

async function photographs(): Promise<Start> {
  const { model, encoder, vocabulary, about } = await openPackedCaptioner();
  if ('model' in encoder) (encoder.model as { dispose(): void }).dispose();
  return { name: PHOTOGRAPHS, model, vocabulary, madeFrom: about.madeFrom };
}

async function startNamed(dataset: Dataset, name: string): Promise<Start> {
  const start = await openStart(dataset, name);
  if (start) return start;
  if (name === PHOTOGRAPHS) return photographs();
  throw new UserError(
    `No run ${name} has been trained (${dataset.name} has: ${runsThere(dataset)}). A run of another data set is <data set>/<run>; ` +
      `the captioner of photographs that comes with captionlab is ${PHOTOGRAPHS}.`,
  );
}

/** A data set with the encoder behind a start. Throws a UserError where another one is asked for. */
function behindItsEncoder(dataset: Dataset, { name, madeFrom }: Start): Dataset {
  const encoder = String(madeFrom['features.encoder']);
  const asked = dataset.encoder ?? process.env.ENCODER;
  if (asked && asked !== encoder) {
    throw new UserError(
      `${name} was trained behind the encoder ${encoder}, and ENCODER=${asked} is asked for: leave it out.`,
    );
  }
  return { ...dataset, encoder };
}

/** What is trained where training goes on from a start. */
export interface GoneOn {
  /** With the encoder of the start. */
  dataset: Dataset;
  inputs: ModelInputs;
  model: CaptionModel;
  choice: TrainingChoice;
  goesOnFrom: { captioner: string; weights: string };
}

/**
 * A trained captioner, grown by the words of a data set, to be trained on it.
 * @throws UserError where there is none of this name, or it does not fit the data set's features
 */
export async function goOnFrom(
  opened: Dataset,
  name: string,
  given: TrainingChoice,
): Promise<GoneOn> {
  if (opened.run === name || opened.run === USUAL_RUN) {
    throw new UserError(
      `The training that goes on from ${name} needs a name of its own: --run <name>, other than ${opened.run}.`,
    );
  }
  const start = await startNamed(opened, name);
  const dataset = behindItsEncoder(opened, start);
  const weights = await startWeights(start);
  writeStartWords(dataset, start.vocabulary, { captioner: start.name, weights });
  const kind = captionerNamed(start.model.name);
  const tuneEncoder = start.model.settings.tuneEncoder === true;
  const inputs = await ensureModelInputs(dataset, kind, { tuneEncoder });
  refuseOtherEncoder(dataset, start, inputs);
  const choice = {
    ...{ ...USUAL, standardise: start.madeFrom['training.standardise'] === true },
    ...given,
  };
  const { dropout, pictureDropout, seed } = given;
  const dropped = {
    ...(dropout !== undefined && { dropout }),
    ...(pictureDropout !== undefined && { pictureDropout }),
  };
  const model = await grownCaptioner(start.model, inputs, { ...dropped, seed });
  start.model.dispose();
  const [known, all] = [start.vocabulary.words.length, inputs.vocabulary.words.length];
  console.log(
    `Going on from ${start.name}: its ${known - 2} words, and ${all - known} more of ${dataset.name}`,
  );
  return { dataset, inputs, model, choice, goesOnFrom: { captioner: start.name, weights } };
}

/** @throws UserError where a run went on from another captioner, and is now trained without it */
export function refuseWithoutStart(dataset: Dataset): void {
  if (!hasStartWords(dataset)) return;
  throw new UserError(
    `The run ${dataset.run} has the words of the captioner that it went on from: name that again (--start-from), or give this training another name (--run).`,
  );
}
