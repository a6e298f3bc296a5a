import { Argument, type Command, Option } from 'commander';
import { openDataset } from '../data-understanding/index.js';
import { tableText } from '../display/table.js';
import { engineLine, startEngine } from '../engine/index.js';
import {
  chooseRerank,
  type Rerank,
  type RerankWay,
  rerankWays,
  type TriedSetting,
} from '../evaluation/index.js';
import type { Ranking } from '../inference/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  addRankingOption,
  addRunOption,
  beamWidth,
  type CommonOptions,
  datasetOptions,
  leaveOutputToJson,
} from './options.js';

interface RerankOptions extends CommonOptions {
  beam: number[];
  normalisation: Ranking;
}

const WIDTHS = [3, 5, 10];
const SHOWN = 10;

const settingOf = ({ neighbours, captions, sharpness, weight }: Rerank) =>
  neighbours === undefined ? { sharpness, weight } : { neighbours, captions, weight };

const rowOf = ({ beam, setting, chosenBy, judgedBy }: TriedSetting) => ({
  beam,
  ...(setting ? settingOf(setting) : {}),
  'CIDEr (coco)': chosenBy.CIDEr.toFixed(3),
  'BLEU-4 (coco)': chosenBy['BLEU-4'].toFixed(3),
  'other half: CIDEr (coco)': judgedBy.CIDEr.toFixed(3),
  'BLEU-4 (coco) ': judgedBy['BLEU-4'].toFixed(3),
});

async function rerank(by: RerankWay, options: RerankOptions): Promise<void> {
  leaveOutputToJson(options);
  console.log(engineLine(await startEngine()));
  const dataset = await openDataset(datasetOptions(options));
  const { normalisation: ranking, seed } = options;
  const { tried, chosen, compared } = await chooseRerank(dataset, by, options.beam, {
    ranking,
    seed,
  });
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ chosen, compared, tried })}\n`);
    return;
  }
  const plain = tried.filter(({ setting }) => !setting);
  const settings = tried.filter(({ setting }) => setting).slice(0, SHOWN);
  console.log(
    `\n${tableText(plain.map(rowOf), { caption: 'As the search ranks them: the half of dev to choose by, and the other' })}`,
  );
  const caption = `The best of ${tried.length - plain.length} settings of ${by}`;
  console.log(`\n${tableText(settings.map(rowOf), { caption })}`);
  console.log(
    `\n${tableText(compared, { caption: "On the other half: CIDEr's difference, and how often it is better" })}\n`,
  );
  console.log(`Kept: npx captionlab evaluate --rerank ${by} takes the first.`);
}

/** `captionlab rerank`: settings for choosing among beams, tried on dev. */
export function addRerankCommand(program: Command): void {
  const command = program
    .command('rerank')
    .description('find on dev how to choose among the beams, for `evaluate --rerank`')
    .addArgument(
      new Argument(
        '[way]',
        "by people's captions of the nearest training pictures, or by the other beams (minimum Bayes risk)",
      )
        .choices(rerankWays)
        .default('consensus'),
    )
    .addOption(
      new Option('--beam <width...>', 'widths of the beam to try')
        .argParser((text: string, before: number[] | undefined) => [
          ...(before === WIDTHS || !before ? [] : before),
          beamWidth(text),
        ])
        .default(WIDTHS, WIDTHS.join(' ')),
    );
  const ranked = addRankingOption(command);
  addJsonOption(
    addRunOption(addDatasetOptions(ranked, 'the resamples behind the interval')),
  ).action(rerank);
}
