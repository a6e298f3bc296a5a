import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  artefactExists,
  type MadeFrom,
  readArtefactHeader,
  readJsonArtefact,
} from '../outputs/index.js';
import { checkpointMadeFrom } from './checkpoint.js';
import { historyPath, isHistory, modelPathOf } from './kept-model.js';
import { bestEpoch } from './results.js';
import { type OfRun, runNames } from './run-folder.js';
import { modelFolder } from './shipped-run.js';
import type { EpochResult } from './training-types.js';

/** A run, as a list of runs tells of it. */
export interface RunDescription {
  run: string;
  captioner: string;
  /** Where its training stands. */
  state: 'trained' | 'interrupted';
  /** The epochs that are over. */
  results: EpochResult[];
  /** The epoch whose model was kept, and its dev loss; absent before the first is over. */
  best?: { epoch: number; devLoss: number };
  /** All of its training so far. */
  seconds: number;
  /** Of the kept model. */
  bytes: number;
  /** What it was built and trained with. */
  settings: MadeFrom;
}

const SETTING = /^(model|training)\./;

/** What is known of one run from its files; its model is not loaded. */
function describeRun(dataset: OfRun): RunDescription {
  const folder = modelFolder(dataset);
  const path = modelPathOf(dataset);
  const checkpoint = checkpointMadeFrom(folder);
  const madeFrom = artefactExists(path) ? readArtefactHeader(path).madeFrom : (checkpoint ?? {});
  const history = historyPath(folder);
  const results = artefactExists(history) ? readJsonArtefact(history, {}, isHistory) : [];
  const best = results.length > 0 ? bestEpoch(results) : undefined;
  const files = readdirSync(folder).filter((name) => /^(model\.json|weights\.bin)$/.test(name));
  const settings = Object.entries(madeFrom).filter(([key]) => SETTING.test(key));
  return {
    run: dataset.run ?? 'merge',
    captioner: String(madeFrom['model.captioner'] ?? 'merge'),
    state: checkpoint?.finished === false ? 'interrupted' : 'trained',
    results,
    best: best && { epoch: best.epoch, devLoss: best.devLoss },
    seconds: results.reduce((sum, result) => sum + result.seconds, 0),
    bytes: files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
    settings: Object.fromEntries(settings),
  };
}

/** All runs of a data set, the usual one first. */
export const describeRuns = (dataset: OfRun): RunDescription[] =>
  runNames(dataset).map((run) => describeRun({ ...dataset, run }));
