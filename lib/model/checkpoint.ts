import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  artefactExists,
  decodeSafetensors,
  encodeSafetensors,
  type MadeFrom,
  readArtefact,
  readArtefactHeader,
  shortPath,
  writeArtefact,
} from '../outputs/index.js';
import type { TrainingState } from './training-types.js';

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

/** Removes all checkpoints of a folder, or all but one. */
export function removeCheckpoints(folder: string, except?: string): void {
  const others = filesOf(folder).map((file) => join(folder, file));
  for (const path of others) if (!except || !path.startsWith(except)) rmSync(path);
}

/**
 * Writes `checkpoint-<steps>.safetensors` and removes the one before. Each has a name of its own: whenever the process
 * ends, the last or the one before is whole.
 */
export function writeCheckpoint(folder: string, state: TrainingState, madeFrom: MadeFrom): void {
  const { results, progress, weights, adam } = state;
  const vector = (data: Float32Array) => ({ shape: [data.length], data });
  const tensors = {
    weights: vector(weights),
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

/**
 * Reads the newest checkpoint; undefined when there is none.
 * @param expected what it must have been made from, settings of the training included
 * @throws UserError when it was made from something else or is not whole
 */
export function readCheckpoint(folder: string, expected: MadeFrom): TrainingState | undefined {
  const path = newest(folder);
  if (path === undefined) return undefined;
  const { tensors, metadata } = decodeSafetensors(readArtefact(path, expected), shortPath(path));
  return {
    results: JSON.parse(metadata.results),
    progress: JSON.parse(metadata.progress),
    weights: tensors.weights.data,
    adam: {
      steps: Number(metadata.steps),
      first: tensors.firstMoment.data,
      second: tensors.secondMoment.data,
    },
  };
}
