import type { Command } from 'commander';
import {
  type CreatedDataset,
  type CreateOptions,
  createDataset,
} from '../data-understanding/create-dataset.js';
import { whatToExpect } from '../data-understanding/index.js';
import { shortPath } from '../outputs/index.js';
import { addDatasetCaption } from './dataset-caption.js';
import { addJsonOption, leaveOutputToJson, wholeNumber } from './options.js';

const SHOWN = 10;

function report(created: CreatedDataset): void {
  const { name, folder, pictures, captions, splits, says, problems } = created;
  const { train, dev, test } = splits;
  for (const sentence of says) console.log(sentence);
  for (const problem of problems.slice(0, SHOWN)) console.log(problem);
  if (problems.length > SHOWN)
    console.log(`… and ${problems.length - SHOWN} more (--json has all)`);
  console.log(
    `${shortPath(folder)}: ${pictures} pictures with ${captions} captions: ${train} to train, ${dev} dev, ${test} test`,
  );
  const expected = whatToExpect(splits.train);
  if (expected) console.log(expected);
  console.log(`Next: npx captionlab stats --dataset ${name}`);
}

/** `captionlab dataset`: one's own pictures and captions become a data set; captions of one's own pictures are written. */
export function addDatasetCommand(dataset: Command): void {
  const create = dataset
    .command('create')
    .description(
      'make a data set of your own pictures and captions, in data/<name>; the pictures are linked or copied',
    )
    .argument(
      '<folder>',
      'the folder with the pictures, or the file with their captions beside them',
    )
    .option(
      '--captions <file>',
      "a table with a column of pictures and one of captions (CSV, TSV, Excel, JSON lines), a token file as Flickr8k's, " +
        "COCO's annotations or a webdataset's tar (default: what the folder holds, a text file beside each picture too)",
    )
    .option(
      '--image-column <name>',
      "the table's column of pictures, by name or number (default: guessed)",
    )
    .option(
      '--caption-column <name...>',
      "the table's column of captions, or several, by name or number (default: guessed)",
    )
    .option('--language <tag>', 'of the captions, as en, de or zh (default: as it shows in them)')
    .option('--name <name>', "the data set's name, for --dataset (default: the folder's)")
    .option('--copy', 'copy the pictures, where they could be linked')
    .option('--seed <n>', 'seed of the lots that split the pictures (default: 1)', wholeNumber);
  addJsonOption(create).action(
    async (folder: string, words: Omit<CreateOptions, 'folder'> & { json?: boolean }) => {
      leaveOutputToJson(words);
      const { json, ...options } = words;
      const created = await createDataset({ folder, ...options });
      if (json) process.stdout.write(`${JSON.stringify(created)}\n`);
      else report(created);
    },
  );
  addDatasetCaption(dataset);
}
