import type { SequencesById } from '../../caption-preprocessing/index.js';
import { isOneThreaded, startEngine, usefulProcesses } from '../../engine/index.js';
import type { FeatureSource } from '../../generator/index.js';
import { messageOf } from '../../outputs/index.js';
import type { CaptionModel } from '../caption-model.js';
import { isCaptioner } from '../captioners.js';
import type { PictureRows } from '../picture-rows.js';
import { startTeam, type Team } from './team.js';

/** Fewer captions a step are not worth a worker: what every worker does once a step takes longer. */
const LEAST_CAPTIONS_EACH = 8;
/** Multiplications and additions that take about as long as the start of workers: some ten seconds of one thread. */
const LEAST_WORK = 1e11;

/** What a training does, roughly. */
export interface TrainingWork {
  model: CaptionModel;
  train: SequencesById;
  epochs: number;
  /** Default: 64. */
  batchSize?: number;
}

/** Operations of a training: two for each weight of a matrix and word on the way there, four on the way back. */
function workOf({ model, train, epochs }: TrainingWork): number {
  const matrices = model.trained.filter(({ rank }) => rank > 1);
  const weights = matrices.reduce((sum, { size }) => sum + size, 0);
  const words = [...train.values()].flat().reduce((sum, { length }) => sum + length - 1, 0);
  return 6 * weights * words * epochs;
}

/**
 * How many workers train a captioner faster than one does: as many as this machine has use for where the engine computes in
 * one thread, and there is enough to do; else 1.
 */
export async function usefulTeam(work: TrainingWork): Promise<number> {
  if (!isCaptioner(work.model.name) || workOf(work) < LEAST_WORK) return 1;
  const useful = usefulProcesses(await startEngine());
  return Math.max(1, Math.min(useful, Math.floor((work.batchSize ?? 64) / LEAST_CAPTIONS_EACH)));
}

const computesInOneThread = async () => isOneThreaded(await startEngine());

/**
 * A team of so many workers; undefined for one alone, on an engine that uses all of the machine by itself, and where the
 * others do not start, which is told.
 */
export async function gatherTeam(
  model: CaptionModel,
  features: FeatureSource,
  pictures: PictureRows,
  count: number,
): Promise<Team | undefined> {
  if (count <= 1 || !isCaptioner(model.name) || !(await computesInOneThread())) return undefined;
  try {
    return await startTeam(model, features, pictures, count);
  } catch (error) {
    console.warn(`No other threads could be started (${messageOf(error)}): one trains alone.`);
    return undefined;
  }
}
