import { type Command, Option } from 'commander';
import { openDataset, type SplitName } from '../data-understanding/index.js';
import { engineLine, startEngine } from '../engine/index.js';
import { liveHtml, openAnswers, serveLive } from '../evaluation/live-page/index.js';
import { openCaptioner } from '../inference/index.js';
import { USUAL_RUN } from '../model/run-folder.js';
import { UserError } from '../outputs/index.js';
import {
  addDatasetOptions,
  addRunOption,
  type CommonOptions,
  datasetOptions,
  portNumber,
} from './options.js';

interface InspectOptions extends CommonOptions {
  split: SplitName;
  port?: number;
}

async function inspect(options: InspectOptions): Promise<void> {
  console.error(engineLine(await startEngine()));
  const dataset = await openDataset(datasetOptions(options));
  const captioner = await openCaptioner(dataset);
  const pictures = dataset.splits[options.split].filter((id) => dataset.imagePaths.has(id));
  if (pictures.length === 0) {
    throw new UserError(`The ${options.split} split of ${dataset.name} has no pictures.`);
  }
  const paths = new Map(pictures.map((id) => [id, dataset.imagePaths.get(id) as string]));
  const run = dataset.run ?? USUAL_RUN;
  const html = liveHtml({ dataset: dataset.name, split: options.split, run, pictures });
  const answers = openAnswers(captioner, paths);
  const { address } = await serveLive(html, answers, paths, options.port);
  console.error(`Open ${address} in a browser. Ctrl-C stops.`);
}

/** `captionlab inspect`: a page, served on this machine, on which a picture is covered and a caption gone on with. */
export function addInspectCommand(command: Command): void {
  command
    .addOption(
      new Option('--split <name>', 'which pictures')
        .choices(['train', 'dev', 'test'])
        .default('test'),
    )
    .option('--port <n>', 'the port to serve on (default: one that is free)', portNumber);
  addRunOption(addDatasetOptions(command)).action(inspect);
}
