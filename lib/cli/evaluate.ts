import { type Command, Option } from 'commander';
import { openDataset, type SplitName } from '../data-understanding';
import { writeReportPage } from '../display/report';
import { tableText } from '../display/table';
import { engineLine, startEngine } from '../engine';
import { ensureInspection, type Inspection, inspectorFolder, type ScoreLine } from '../evaluation';
import { shortPath } from '../outputs';
import {
  addDatasetOptions,
  addJsonOption,
  type CommonOptions,
  datasetOptions,
  wholeNumber,
} from './options';

interface EvaluateOptions extends CommonOptions {
  split: SplitName;
  beam: number;
}

function rowOf({ system, protocol, scores, intervals }: ScoreLine) {
  const digits = Object.entries(scores).map(([metric, value]) => [metric, value.toFixed(3)]);
  const range = intervals
    ? `${intervals.CIDEr.low.toFixed(3)} to ${intervals.CIDEr.high.toFixed(3)}`
    : '';
  return { captions: system, protocol, ...Object.fromEntries(digits), 'CIDEr, 95 %': range };
}

/** The scores as one object: `{ split, pictures, page, scores: [{ system, protocol, scores, intervals, length }] }`. */
function asJson({ split, beam, lines, pictures }: Inspection, page: string): string {
  return JSON.stringify({ split, beam, pictures: pictures.length, page, scores: lines });
}

async function evaluate(options: EvaluateOptions): Promise<void> {
  if (options.json) console.log = console.error; // what is found and made is told beside the result
  console.error(engineLine(await startEngine()));
  const dataset = await openDataset(datasetOptions(options));
  const inspection = await ensureInspection(dataset, options.split, options.beam);
  const page = await writeReportPage(inspectorFolder(dataset), inspection, dataset.imagePaths);
  if (options.json) {
    process.stdout.write(`${asJson(inspection, page)}\n`);
    return;
  }
  console.log(`\n${tableText(inspection.lines.map(rowOf))}\n`);
  console.log(`Open ${shortPath(page)}`);
}

/** `captionlab evaluate`: captions a split, scores the captions and writes the page on which to inspect them. */
export function addEvaluateCommand(program: Command): void {
  const command = program
    .command('evaluate')
    .description('caption a split, score the captions, and write a page to inspect every picture')
    .addOption(
      new Option('--split <name>', 'which pictures')
        .choices(['train', 'dev', 'test'])
        .default('test'),
    )
    .option('--beam <width>', 'captions that beam search follows at once', wholeNumber, 3);
  addJsonOption(addDatasetOptions(command)).action(evaluate);
}
