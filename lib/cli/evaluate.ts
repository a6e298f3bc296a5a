import { type Command, Option } from 'commander';
import { type Dataset, openDataset, type SplitName } from '../data-understanding/index.js';
import { tableText } from '../display/table.js';
import { engineLine, startEngine } from '../engine/index.js';
import {
  type CocoFiles,
  ensureInspection,
  ensureReport,
  type Inspection,
  inspectorFolder,
  reportPath,
  type ScoreLine,
  writeCocoFiles,
} from '../evaluation/index.js';
import { writeReportPage } from '../evaluation/report-page/index.js';
import { captionsPath, ensureSearches } from '../inference/index.js';
import { shortPath, withLock } from '../outputs/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  addRunOption,
  beamWidth,
  type CommonOptions,
  datasetOptions,
  leaveOutputToJson,
} from './options.js';

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

/** The files that evaluating leaves, by what they hold. */
interface Written {
  captions: string;
  report: string;
  page: string;
  coco: CocoFiles;
}

/** One object: how many pictures of what, the files written, and `scores: [{ system, protocol, scores, intervals, length }]`. */
function asJson({ dataset, split, beam, lines, pictures }: Inspection, written: Written): string {
  const about = { dataset, split, beam, pictures: pictures.length };
  return JSON.stringify({ ...about, ...written, scores: lines });
}

async function evaluate(options: EvaluateOptions): Promise<void> {
  leaveOutputToJson(options);
  console.error(engineLine(await startEngine()));
  const dataset = await openDataset(datasetOptions(options));
  await withLock(inspectorFolder(dataset), () => evaluateDataset(dataset, options));
}

async function evaluateDataset(dataset: Dataset, options: EvaluateOptions): Promise<void> {
  const inspection = await ensureInspection(dataset, options.split, options.beam, options.seed);
  await ensureReport(dataset, options.split);
  const searches = await ensureSearches(dataset, options.split, options.beam);
  const written: Written = {
    captions: captionsPath(dataset, options.split),
    report: reportPath(dataset, options.split),
    page: await writeReportPage(inspectorFolder(dataset), inspection, dataset.imagePaths),
    coco: writeCocoFiles(dataset, options, searches),
  };
  if (options.json) {
    process.stdout.write(`${asJson(inspection, written)}\n`);
    return;
  }
  console.log(`\n${tableText(inspection.lines.map(rowOf))}\n`);
  console.log(`Captions: ${shortPath(written.captions)}`);
  const { captions, references } = written.coco;
  console.log(
    `The same and the references for COCO's tools: ${shortPath(captions)}, ${shortPath(references)}`,
  );
  console.log(`Scores of each: ${shortPath(written.report)}`);
  console.log(`Open ${shortPath(written.page)}`);
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
    .option('--beam <width>', 'captions that beam search follows at once', beamWidth, 3);
  const drawn = 'the resamples behind the intervals';
  addJsonOption(addRunOption(addDatasetOptions(command, drawn))).action(evaluate);
}
