import { captionsOf, type Dataset, type ImageId } from '../data-understanding/index.js';
import { UserError } from '../outputs/index.js';
import { type ComparedRun, compareScores } from './compare-scores.js';
import { protocols } from './protocols.js';
import { type CaptionChoice, choiceName, ensureChosen } from './rerank/index.js';
import { type CaptionScores, scoreCaptions } from './score-captions.js';

/** The scores of a run by beam search, under the protocol `coco`. */
export async function scoresOfRun(dataset: Dataset, choice: CaptionChoice): Promise<CaptionScores> {
  const searches = await ensureChosen(dataset, choice);
  const said = new Map(
    Array.from(searches, ([id, { beams }]): [ImageId, string] => [id, beams[0].caption]),
  );
  return scoreCaptions(said, captionsOf(dataset, choice.split), protocols.coco);
}

/**
 * Several runs on the same pictures by beam search, each tested against the first by a paired bootstrap (Koehn 2004).
 * @throws UserError when they have captions of different pictures
 */
export async function compareRuns(
  dataset: Dataset,
  runs: readonly string[],
  { seed = 1, ...choice }: CaptionChoice & { seed?: number },
): Promise<ComparedRun[]> {
  if (runs.length < 2) throw new UserError('Two runs or more are compared.');
  const systems = [];
  for (const run of runs)
    systems.push({ run, scores: await scoresOfRun({ ...dataset, run }, choice) });
  return compareScores(systems, seed);
}

/** The captions that are chosen among a run's beams, against those that the search ranked first. */
export async function compareReranked(
  dataset: Dataset,
  { seed = 1, ...choice }: CaptionChoice & { seed?: number },
): Promise<ComparedRun[]> {
  const systems = [];
  for (const one of [{ ...choice, rerank: undefined }, choice])
    systems.push({ run: choiceName(one), scores: await scoresOfRun(dataset, one) });
  return compareScores(systems, seed);
}
