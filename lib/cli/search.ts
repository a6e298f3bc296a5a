import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { openDataset } from '../data-understanding/index.js';
import { durationText } from '../display/numbers.js';
import { lineAboveBars } from '../display/progress.js';
import { tableText } from '../display/table.js';
import { engineLine, startEngine } from '../engine/index.js';
import {
  drawChoices,
  readSpace,
  scoreName,
  searchFolder,
  searchTrainings,
  type Trial,
  trialRows,
  usualSpace,
} from '../evaluation/index.js';
import { writeTrialsPage } from '../evaluation/search/trials-page.js';
import {
  type CaptionerChoice,
  type CaptionerName,
  captioners,
  ensureModelInputs,
  MOST,
} from '../model/index.js';
import { shortPath } from '../outputs/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  beamWidth,
  type CommonOptions,
  countUpTo,
  datasetOptions,
  leaveOutputToJson,
} from './options.js';

interface SearchCommandOptions extends CommonOptions {
  model: CaptionerName;
  sentinel?: boolean;
  tuneEncoder?: boolean;
  pool?: number;
  trials: number;
  space?: string;
  beam: number;
}

/**
 * The trials to make: a file's list, or drawn from a file's space or the usual one. What the command line says of the captioner
 * holds for all, and the seed is of their trainings too.
 */
function choicesOf(options: SearchCommandOptions): CaptionerChoice[] {
  const { space, trials, seed, sentinel, tuneEncoder, pool } = options;
  const read = space === undefined ? usualSpace : readSpace(space);
  const choices = Array.isArray(read) ? read : drawChoices(read, trials, seed);
  const ofAll: CaptionerChoice = {
    ...(seed !== undefined && { seed }),
    ...(sentinel && { sentinel }),
    ...(tuneEncoder && { tuneEncoder }),
    ...(pool !== undefined && { pool }),
  };
  return choices.map((choice) => ({ ...choice, ...ofAll, ...choice })); // its own first, in its order
}

/** Tells of each trial, and how long the others take if they take as long as those before. */
function teller(all: number): (trial: Trial, done: number) => void {
  let seconds = 0;
  return (trial, done) => {
    seconds += trial.seconds;
    const { choice, devLoss, scores, protocol } = trial;
    const left = durationText((seconds / done) * (all - done));
    lineAboveBars(
      `Trial ${done} of ${all}: ${scoreName('CIDEr', protocol)} ${scores.CIDEr.toFixed(3)}, dev loss ${devLoss.toFixed(4)} with ${JSON.stringify(choice)}` +
        (done < all ? `; about ${left} left` : ''),
    );
  };
}

async function search(options: SearchCommandOptions): Promise<void> {
  leaveOutputToJson(options);
  const choices = choicesOf(options);
  console.log(engineLine(await startEngine()));
  const dataset = await openDataset(datasetOptions(options));
  const { beam, model: captioner } = options;
  const tuneEncoder = choices.some((choice) => choice.tuneEncoder);
  const inputs = await ensureModelInputs(dataset, captioner, { tuneEncoder });
  const trials = await searchTrainings(dataset, inputs, choices, {
    ...{ captioner, beam },
    onTrial: teller(choices.length),
  });
  const page = join(searchFolder(dataset), 'trials.html');
  writeTrialsPage(page, dataset.name, trials);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(trials)}\n`);
    return;
  }
  const by = beam === 1 ? 'greedy' : `beam ${beam}`;
  console.log(
    `\n${tableText(trialRows(trials), { caption: `Dev captions, ${by}`, most: trials.length })}\n`,
  );
  console.log(`Open ${shortPath(page)}`);
}

/** `captionlab search`: tries trainings and ranks them by the CIDEr of their dev captions. */
export function addSearchCommand(command: Command): void {
  command
    .addOption(
      new Option('--model <kind>', 'which captioner is trained')
        .choices(Object.keys(captioners))
        .default('merge'),
    )
    .option('--sentinel', 'attention: as in `train`, in every trial')
    .option('--tune-encoder', 'the end of the encoder learns too, as in `train`, in every trial')
    .option(
      '--pool <n>',
      'n x n cells of a map are one, as in `train`, in every trial',
      countUpTo(MOST.pool),
    )
    .option(
      '--trials <n>',
      'how many to draw by lot, the usual settings first',
      countUpTo(10_000),
      12,
    )
    .addOption(
      new Option(
        '--space <file>',
        'JSON: a list of trials, or what to draw from (default: lib/evaluation/search/space.ts)',
      ),
    )
    .option(
      '--beam <width>',
      'captions that beam search follows at once; 1 is greedy',
      beamWidth,
      1,
    );
  const drawn = 'the settings drawn, and of every training that names none';
  addJsonOption(addDatasetOptions(command, drawn)).action(search);
}
