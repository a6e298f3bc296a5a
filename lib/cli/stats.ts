import type { Command } from 'commander';
import { openDataset } from '../data-understanding/index.js';
import { type DatasetStatistics, datasetStatistics, requireWords } from '../generator/index.js';
import { addDatasetOptions, addJsonOption, type CommonOptions, datasetOptions } from './options.js';

const labels: Record<keyof DatasetStatistics, string> = {
  imageIds: 'image ids',
  captions: 'captions',
  cleanWords: 'different words after cleaning',
  trainCaptions: 'training captions',
  trainWords: 'different words in them, markers included',
  vocabulary: 'words kept (seen often enough)',
  maxLength: 'words in the longest caption, markers included',
  pairs: 'training pairs an epoch',
};

/** `captionlab stats`: a data set's figures, counted. */
export function addStatsCommand(command: Command): void {
  addJsonOption(addDatasetOptions(command)).action(async (options: CommonOptions) => {
    const dataset = await openDataset(datasetOptions(options));
    const statistics = datasetStatistics(dataset);
    if (options.json) console.log(JSON.stringify(statistics));
    else {
      for (const [key, value] of Object.entries(statistics)) {
        const count = value.toLocaleString('en').padStart(10);
        console.log(`${count}  ${labels[key as keyof DatasetStatistics]}`);
      }
    }
    requireWords(dataset);
  });
}
