import type { Command } from 'commander';
import { kindNames, type TextName } from '../data-understanding/index.js';
import { type CaptionedFile, captionFiles, openCaptioner } from '../inference/index.js';
import { runFolder, UserError } from '../outputs/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  addRunOption,
  beamWidth,
  type CommonOptions,
} from './options.js';

const BEAM = 3;

/** A picture's line of JSON. */
function record({ path, captions }: CaptionedFile) {
  const beams = captions.map(({ caption, logProbability }) => ({ caption, logProbability }));
  return { image: path, ...beams[0], beams };
}

/** `captionlab caption`: a line for each picture, whatever it shows. */
export function addCaptionCommand(program: Command): void {
  const command = program
    .command('caption')
    .description("caption pictures by a data set's trained model")
    .argument('<picture...>', `picture files: ${kindNames}`)
    .option('--beam <n>', 'captions followed at once; 1 is greedy search', beamWidth, BEAM);
  addJsonOption(addRunOption(addDatasetOptions(command))).action(
    async (paths: string[], words: CommonOptions & { beam: number }) => {
      const name = words.dataset as string;
      const { run } = words;
      const dataset = { name, runFolder: runFolder(name), text: words.text as TextName, run };
      const captioner = await openCaptioner(dataset);
      let unread = 0;
      for await (const file of captionFiles(captioner, paths, words.beam)) {
        const [best] = file.captions;
        if (words.json && best) console.log(JSON.stringify(record(file)));
        else if (best) console.log(`${file.path}: ${best.caption}`);
        else {
          unread++;
          console.error(file.reason);
        }
      }
      if (unread > 0) {
        throw new UserError(`${unread} of ${paths.length} pictures could not be read.`);
      }
    },
  );
}
