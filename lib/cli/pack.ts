import { type Command, Option } from 'commander';
import { openDataset } from '../data-understanding/index.js';
import {
  aboutTraining,
  type Bits,
  openCaptioner,
  writePackedCaptioner,
} from '../inference/index.js';
import { shortPath, withLock } from '../outputs/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  addRunOption,
  type CommonOptions,
  datasetOptions,
  leaveOutputToJson,
} from './options.js';

interface PackOptions extends CommonOptions {
  bits: string;
}

async function pack(folder: string, options: PackOptions): Promise<void> {
  leaveOutputToJson(options);
  const dataset = await openDataset(datasetOptions(options));
  const captioner = await openCaptioner(dataset);
  const about = aboutTraining(dataset, captioner);
  const bits = Number(options.bits) as Bits;
  const bytes = await withLock(folder, () =>
    writePackedCaptioner(folder, captioner, { bits, about }),
  );
  if (options.json) process.stdout.write(`${JSON.stringify({ folder, bits, bytes })}\n`);
  else {
    console.log(
      `${shortPath(folder)}: ${(bytes / 1e6).toFixed(1)} MB. It captions anywhere, without data or training: npx captionlab caption --packed ${folder} <picture>`,
    );
  }
}

/** `captionlab pack`: a trained model, its encoder and its words as a small folder that captions anywhere. */
export function addPackCommand(command: Command): void {
  command
    .argument('<folder>', 'where to write it')
    .addOption(
      new Option('--bits <n>', 'of a weight: 8 lose little')
        .choices(['8', '16', '32'])
        .default('8'),
    );
  addJsonOption(addRunOption(addDatasetOptions(command))).action(pack);
}
