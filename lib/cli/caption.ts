import { type Command, Option } from 'commander';
import { textRuleOf } from '../data-understanding/open-dataset.js';
import { kindNames } from '../data-understanding/picture-kinds.js';
import type { CaptionedFile, Captioner, Ranking } from '../inference/index.js';
import { runFolder, UserError } from '../outputs/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  addRankingOption,
  addRunOption,
  beamWidth,
  type CommonOptions,
  datasetOptions,
  saysModel,
} from './options.js';

const BEAM = 3;

/** A picture's line of JSON. */
function record({ path, captions }: CaptionedFile) {
  const beams = captions.map(({ caption, logProbability }) => ({ caption, logProbability }));
  return { image: path, ...beams[0], beams };
}

/** Loaded when there is something to caption. */
const inference = () => import('../inference/index.js');

interface CaptionOptions extends CommonOptions {
  beam: number;
  normalisation: Ranking;
  packed?: string;
  photographs?: boolean;
}

/** The captioner that is meant; where nobody says which, the usual one. */
async function captionerFor(options: CaptionOptions, command: Command): Promise<Captioner> {
  const { openCaptioner, openPackedCaptioner, openUsualCaptioner } = await inference();
  if (options.packed || options.photographs) return openPackedCaptioner(options.packed);
  const { dataset: name = '', run } = options;
  const text = textRuleOf(datasetOptions(options));
  const dataset = { name, runFolder: runFolder(name), text, run };
  return saysModel(options, command)
    ? openCaptioner(dataset)
    : openUsualCaptioner(dataset, console.error);
}

/** `captionlab caption`: a line for each picture, whatever it shows. */
export function addCaptionCommand(command: Command): void {
  command
    .argument('<picture...>', `picture files: ${kindNames}`)
    .option('--beam <n>', 'captions followed at once; 1 is greedy search', beamWidth, BEAM)
    .addOption(
      new Option('--packed <folder>', 'by a captioner that `captionlab pack` packed').conflicts(
        'run',
      ),
    )
    .addOption(
      new Option(
        '--photographs',
        'by the captioner of photographs that comes with captionlab, whatever was trained here',
      ).conflicts(['run', 'packed']),
    );
  addJsonOption(addRunOption(addDatasetOptions(addRankingOption(command)))).action(
    async (paths: string[], words: CaptionOptions) => {
      const captioner = await captionerFor(words, command);
      const { captionFiles } = await inference();
      let unread = 0;
      for await (const file of captionFiles(captioner, paths, words.beam, words.normalisation)) {
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
