import type { Command } from 'commander';
import {
  type CreatedDataset,
  type CreateOptions,
  createDataset,
} from '../data-understanding/create-dataset.js';
import { shortPath } from '../outputs/index.js';
import { addJsonOption, wholeNumber } from './options.js';

const SHOWN = 10;

function report({ name, folder, pictures, captions, splits, problems }: CreatedDataset): void {
  const { train, dev, test } = splits;
  for (const problem of problems.slice(0, SHOWN)) console.log(problem);
  if (problems.length > SHOWN)
    console.log(`… and ${problems.length - SHOWN} more (--json has all)`);
  console.log(
    `${shortPath(folder)}: ${pictures} pictures with ${captions} captions: ${train} to train, ${dev} dev, ${test} test`,
  );
  console.log(`Next: npx captionlab stats --dataset ${name}`);
}

/** `captionlab dataset create`: one's own pictures and captions become a data set. */
export function addDatasetCommand(dataset: Command): void {
  const create = dataset
    .command('create')
    .description(
      'make a data set of your own pictures and captions, in data/<name>; the pictures are linked or copied',
    )
    .argument('<folder>', 'the folder with the pictures')
    .option(
      '--captions <file>',
      'a table (CSV or TSV) with a column "image" and a column "caption", or a token file as Flickr8k\'s (default: the one in the folder)',
    )
    .option('--name <name>', "the data set's name, for --dataset (default: the folder's)")
    .option('--seed <n>', 'seed of the lots that split the pictures (default: 1)', wholeNumber);
  addJsonOption(create).action(
    (folder: string, { json, ...options }: Omit<CreateOptions, 'folder'> & { json?: boolean }) => {
      const created = createDataset({ folder, ...options });
      if (json) console.log(JSON.stringify(created));
      else report(created);
    },
  );
}
