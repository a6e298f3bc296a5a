import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  artefactExists,
  decodeSafetensors,
  encodeSafetensors,
  listOf,
  type MadeFrom,
  objectWith,
  readArtefact,
  readArtefactHeader,
  shortPath,
  UserError,
  writeArtefact,
} from '../outputs/index.js';
import type { EpochProgress, EpochResult, TrainingState } from './training-types.js';

const isCheckpoint = /^checkpoint-\d+\.safetensors/;

const checkpointPath = (folder: string, steps: number) =>
  join(folder, `checkpoint-${String(steps).padStart(8, '0')}.safetensors`);

/** All files of checkpoints, their headers and those half-written included. */
const filesOf = (folder: string) =>
  existsSync(folder) ? readdirSync(folder).filter((file) => isCheckpoint.test(file)) : [];

/** The newest whole checkpoint of a folder. */
function newest(folder: string): string | undefined {
  const whole = filesOf(folder)
    .filter((file) => file.endsWith('.safetensors'))
    .map((file) => join(folder, file))
    .filter(artefactExists);
  return whole.sort().at(-1);
}

/** Removes the checkpoints that a kill left beside the newest. */
export const removeOlderCheckpoints = (folder: string) => removeCheckpoints(folder, newest(folder));

/** Removes all checkpoints of a folder, or all but one. */
export function removeCheckpoints(folder: string, except?: string): void {
  const others = filesOf(folder).map((file) => join(folder, file));
  for (const path of others) if (!except || !path.startsWith(except)) rmSync(path, { force: true });
}

/**
 * Writes `checkpoint-<steps>.safetensors` and removes the one before. Each has a name of its own: whenever the process
 * ends, the last or the one before is whole.
 */
export function writeCheckpoint(folder: string, state: TrainingState, madeFrom: MadeFrom): void {
  const { results, progress, weights, average, adam } = state;
  const vector = (data: Float32Array) => ({ shape: [data.length], data });
  const tensors = {
    weights: vector(weights),
    ...(average ? { average: vector(average) } : {}),
    firstMoment: vector(adam.first),
    secondMoment: vector(adam.second),
  };
  const bytes = encodeSafetensors(tensors, {
    results: JSON.stringify(results),
    progress: JSON.stringify(progress),
    steps: String(adam.steps),
  });
  const path = checkpointPath(folder, adam.steps);
  writeArtefact(path, bytes, madeFrom);
  removeCheckpoints(folder, path);
}

/** What the newest checkpoint was made from; undefined when there is none. */
export function checkpointMadeFrom(folder: string): MadeFrom | undefined {
  const path = newest(folder);
  return path === undefined ? undefined : readArtefactHeader(path).madeFrom;
}

const isResults = listOf(objectWith<EpochResult>('epoch', 'loss', 'devLoss'));
const isProgress = objectWith<EpochProgress>('batches', 'loss', 'pairs', 'seconds');

/** What a text of JSON holds; undefined where it is none. */
function parsed(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads the newest checkpoint; undefined when there is none.
 * @param expected what it must have been made from, settings of the training included
 * @param goOn what to do where it was made from something else, a sentence
 * @throws UserError when it was made from something else or is not whole
 */
export function readCheckpoint(
  folder: string,
  expected: MadeFrom,
  goOn?: string,
): TrainingState | undefined {
  const path = newest(folder);
  if (path === undefined) return undefined;
  const bytes = readArtefact(path, expected, goOn);
  const { tensors, metadata } = decodeSafetensors(bytes, shortPath(path));
  const { weights, average, firstMoment, secondMoment } = tensors;
  const [results, progress] = [metadata.results, metadata.progress].map(parsed);
  const steps = Number(metadata.steps);
  if (!isResults(results) || !isProgress(progress) || !Number.isSafeInteger(steps)) {
    throw new UserError(`${shortPath(path)} holds no state of a training. ${goOn ?? 'Delete it.'}`);
  }
  if (
    ![firstMoment, secondMoment, average ?? weights].every(
      (one) => one?.data.length === weights?.data.length,
    )
  ) {
    throw new UserError(`${shortPath(path)} lacks numbers of a training. ${goOn ?? 'Delete it.'}`);
  }
  const adam = { steps, first: firstMoment.data, second: secondMoment.data };
  const mean = average ? { average: average.data } : {};
  return { results, progress, weights: weights.data, ...mean, adam };
}
