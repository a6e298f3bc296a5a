import { type Command, Option } from 'commander';
import { type Dataset, openDataset, type SplitName } from '../data-understanding/index.js';
import { tableText } from '../display/table.js';
import { engineLine, startEngine } from '../engine/index.js';
import { comparisonOf, writeComparisonPage } from '../evaluation/compare-page/index.js';
import {
  type ClipLine,
  type ClipVectors,
  type CocoFiles,
  type ComparedRun,
  compareRuns,
  ensureInspection,
  ensureReport,
  type Inspection,
  inspectorFolder,
  measurePointing,
  type Pointing,
  readClipVectors,
  reportPath,
  type ScoreLine,
  writeCocoFiles,
} from '../evaluation/index.js';
import { writeReportPage } from '../evaluation/report-page/index.js';
import { captionsPath, ensureSearches } from '../inference/index.js';
import { shortPath, withLock } from '../outputs/index.js';
import { clipLines, clipRows } from './clip-lines.js';
import {
  addDatasetOptions,
  addEnsembleOption,
  addJsonOption,
  addRunsOption,
  beamWidth,
  type CommonOptions,
  datasetOptions,
  ensembleName,
  leaveOutputToJson,
} from './options.js';

interface EvaluateOptions extends Omit<CommonOptions, 'run'> {
  run?: string[];
  ensemble?: string[];
  split: SplitName;
  beam: number;
  clipVectors?: string;
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

/** What is told beside the scores. */
interface Beside {
  runs: ComparedRun[];
  /** Pages on which the first run and another stand side by side. */
  comparisons: string[];
  pointing?: Pointing;
  /** Where vectors by a CLIP were given. */
  clip?: ClipLine[];
}

/**
 * One object: how many pictures of what, the files written, `scores: [{ system, protocol, scores, intervals, length }]`, and
 * `runs` and the pages of their `comparisons` where several are compared, `pointing` where the model looks and the truth is known,
 * and `clip` where vectors were given.
 */
function asJson(
  { dataset, split, beam, lines, pictures }: Inspection,
  written: Written,
  { runs, comparisons, pointing, clip }: Beside,
): string {
  const about = { dataset, split, beam, pictures: pictures.length };
  const more = runs.length > 0 ? { runs, comparisons } : {};
  return JSON.stringify({ ...about, ...written, scores: lines, ...more, pointing, clip });
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const pointingLine = ({ captions, accuracy, chance, shuffled }: Pointing) =>
  `Pointing: at the subject's word the heaviest cell lies on the subject in ${percent(accuracy)} of ${captions} captions that name ` +
  `it rightly (chance ${percent(chance)}, another picture's look ${percent(shuffled)})`;

async function evaluate(options: EvaluateOptions): Promise<void> {
  leaveOutputToJson(options);
  const vectors = options.clipVectors ? readClipVectors(options.clipVectors) : undefined; // a bad file is told before the long work
  console.error(engineLine(await startEngine()));
  const ensemble = ensembleName(options.ensemble);
  const [run, ...others] = [...(ensemble ? [ensemble] : []), ...(options.run ?? [])];
  const dataset = await openDataset(datasetOptions({ ...options, run }));
  const compared: ComparedRun[] = [];
  if (run && others.length > 0) {
    compared.push(...(await compareRuns(dataset, [run, ...others], options)));
  }
  await withLock(inspectorFolder(dataset), () =>
    evaluateDataset(dataset, options, compared, vectors),
  );
}

/** A page for each run that is compared with the first. */
async function writeComparisons(dataset: Dataset, options: EvaluateOptions): Promise<string[]> {
  const [first, ...others] = options.run ?? [];
  const pages: string[] = [];
  for (const other of others) {
    const comparison = await comparisonOf(dataset, [first, other], options);
    pages.push(await writeComparisonPage(inspectorFolder(dataset), comparison, dataset.imagePaths));
  }
  return pages;
}

async function evaluateDataset(
  dataset: Dataset,
  options: EvaluateOptions,
  compared: ComparedRun[],
  vectors?: ClipVectors,
): Promise<void> {
  const inspection = await ensureInspection(dataset, options.split, options.beam, options.seed);
  await ensureReport(dataset, options.split);
  const searches = await ensureSearches(dataset, options.split, options.beam);
  const pointing = await measurePointing(dataset, options.split);
  const clip = vectors && clipLines(dataset, options, searches, vectors);
  const comparisons = await writeComparisons(dataset, options);
  const written: Written = {
    captions: captionsPath(dataset, options.split),
    report: reportPath(dataset, options.split),
    page: await writeReportPage(inspectorFolder(dataset), inspection, dataset.imagePaths),
    coco: writeCocoFiles(dataset, options, searches),
  };
  if (options.json) {
    process.stdout.write(
      `${asJson(inspection, written, { runs: compared, comparisons, pointing, clip })}\n`,
    );
    return;
  }
  if (compared.length > 0) {
    const caption = `${compared[0].run} and others, ${options.split} pictures, beam ${options.beam}: CIDEr's difference, and how often it is better`;
    console.log(`\n${tableText(compared, { caption })}`);
  }
  console.log(`\n${tableText(inspection.lines.map(rowOf))}\n`);
  if (clip) console.log(`${tableText(clipRows(clip))}\n`);
  if (pointing) console.log(`${pointingLine(pointing)}\n`);
  console.log(`Captions: ${shortPath(written.captions)}`);
  const { captions, references } = written.coco;
  console.log(
    `The same and the references for COCO's tools: ${shortPath(captions)}, ${shortPath(references)}`,
  );
  console.log(`Scores of each: ${shortPath(written.report)}`);
  console.log(`Open ${shortPath(written.page)}`);
  for (const page of comparisons) console.log(`Side by side: ${shortPath(page)}`);
}

/** `captionlab evaluate`: captions a split, scores the captions and writes the page on which to inspect them. */
export function addEvaluateCommand(command: Command): void {
  command
    .addOption(
      new Option('--split <name>', 'which pictures')
        .choices(['train', 'dev', 'test'])
        .default('test'),
    )
    .option(
      '--clip-vectors <file>',
      'vectors by a CLIP of your own, for CLIPScore and RefCLIPScore',
    )
    .option('--beam <width>', 'captions that beam search follows at once', beamWidth, 3);
  const drawn = 'the resamples behind the intervals';
  const runs = addEnsembleOption(addRunsOption(addDatasetOptions(command, drawn)));
  addJsonOption(runs).action(evaluate);
}
