import { type Command, Option } from 'commander';
import { type Dataset, openDataset, type SplitName } from '../data-understanding/index.js';
import { tableText } from '../display/table.js';
import { engineLine, startEngine } from '../engine/index.js';
import { comparisonOf, writeComparisonPage } from '../evaluation/compare-page/index.js';
import {
  type CaptionChoice,
  type ClipLine,
  type ClipVectors,
  type CocoFiles,
  type ComparedRun,
  chosenRerank,
  compareReranked,
  compareRuns,
  ensureChosen,
  ensureInspection,
  ensureReport,
  type Inspection,
  inspectorFolder,
  intervalText,
  measurePointing,
  type Pointing,
  type RerankWay,
  readClipVectors,
  reportPath,
  rerankWays,
  type ScoreLine,
  usualRerank,
  writeCocoFiles,
} from '../evaluation/index.js';
import { writeReportPage } from '../evaluation/report-page/index.js';
import { captionsPath, type Ranking, searchesShard } from '../inference/index.js';
import { type Shard, shortPath, withLock } from '../outputs/index.js';
import { clipLines, clipRows } from './clip-lines.js';
import {
  addDatasetOptions,
  addEnsembleOption,
  addJsonOption,
  addRankingOption,
  addRunsOption,
  beamWidth,
  type CommonOptions,
  datasetOptions,
  ensembleName,
  leaveOutputToJson,
} from './options.js';
import { parseShard, SHARD_OF, tellShard } from './shard.js';

type Chosen = CaptionChoice & { seed?: number };

/** So many beams are chosen among where nobody says. */
const RERANK_BEAM = 10;

interface EvaluateOptions extends Omit<CommonOptions, 'run'> {
  run?: string[];
  ensemble?: string[];
  split: SplitName;
  beam: number;
  normalisation: Ranking;
  rerank?: RerankWay;
  clipVectors?: string;
  shard?: Shard;
}

function rowOf({ system, protocol, scores, intervals }: ScoreLine) {
  const digits = Object.entries(scores).map(([metric, value]) => [metric, value.toFixed(3)]);
  const range = intervals ? intervalText(intervals.CIDEr) : '';
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
  { dataset, split, beam, search, lines, pictures }: Inspection,
  written: Written,
  { runs, comparisons, pointing, clip }: Beside,
): string {
  const about = { dataset, split, beam, search, pictures: pictures.length };
  const more = runs.length > 0 ? { runs, comparisons } : {};
  return JSON.stringify({ ...about, ...written, scores: lines, ...more, pointing, clip });
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const pointingLine = ({ captions, accuracy, chance, shuffled }: Pointing) =>
  `Pointing: at the subject's word the heaviest cell lies on the subject in ${percent(accuracy)} of ${captions} captions that name ` +
  `it rightly (chance ${percent(chance)}, another picture's look ${percent(shuffled)})`;

async function evaluate(options: EvaluateOptions, command: Command): Promise<void> {
  leaveOutputToJson(options);
  const vectors = options.clipVectors ? readClipVectors(options.clipVectors) : undefined; // a bad file is told before the long work
  console.error(engineLine(await startEngine()));
  const ensemble = ensembleName(options.ensemble);
  const [run, ...others] = [...(ensemble ? [ensemble] : []), ...(options.run ?? [])];
  const dataset = await openDataset(datasetOptions({ ...options, run }));
  const says = (name: string) => command.getOptionValueSource(name) !== 'default';
  const choice = choiceOf(dataset, options, says);
  if (options.shard) {
    for (const one of [run, ...others]) {
      tellShard(options, await searchesShard({ ...dataset, run: one }, choice, options.shard));
    }
    return;
  }
  const compared: ComparedRun[] = [];
  if (run && others.length > 0) {
    compared.push(...(await compareRuns(dataset, [run, ...others], choice)));
  } else if (choice.rerank) {
    compared.push(...(await compareReranked(dataset, choice)));
  }
  await withLock(inspectorFolder(dataset), () =>
    evaluateDataset(dataset, options, choice, compared, vectors),
  );
}

/** Which captions are meant: with `--rerank` as `captionlab rerank` kept it for the run, where nothing else is said. */
function choiceOf(
  dataset: Dataset,
  { split, beam, normalisation: ranking, rerank: by, seed }: EvaluateOptions,
  says: (name: 'beam' | 'normalisation') => boolean,
): Chosen {
  if (!by) return { split, beam, ranking, seed };
  const kept = chosenRerank(dataset, by);
  const { setting: rerank } = kept ?? { setting: usualRerank[by] };
  const width = says('beam') ? beam : (kept?.beam ?? RERANK_BEAM);
  const ranked = says('normalisation') ? ranking : (kept?.ranking ?? ranking);
  const how = Object.entries(rerank).map(([name, value]) => `${name} ${value}`);
  console.log(
    `Choosing among ${width} beams ${kept ? 'as chosen on dev' : 'as usual'}: ${how.join(', ')}`,
  );
  return { split, beam: width, ranking: ranked, rerank, seed };
}

/** A page for each run that is compared with the first. */
async function writeComparisons(
  dataset: Dataset,
  options: EvaluateOptions,
  choice: Chosen,
): Promise<string[]> {
  const [first, ...others] = options.run ?? [];
  const pages: string[] = [];
  for (const other of others) {
    const comparison = await comparisonOf(dataset, [first, other], choice);
    pages.push(await writeComparisonPage(inspectorFolder(dataset), comparison, dataset.imagePaths));
  }
  return pages;
}

async function evaluateDataset(
  dataset: Dataset,
  options: EvaluateOptions,
  choice: Chosen,
  compared: ComparedRun[],
  vectors?: ClipVectors,
): Promise<void> {
  const { split, beam, seed } = choice;
  const inspection = await ensureInspection(dataset, split, beam, seed, choice);
  await ensureReport(dataset, options.split);
  const searches = await ensureChosen(dataset, choice);
  const pointing = await measurePointing(dataset, options.split);
  const clip = vectors && clipLines(dataset, choice, searches, vectors);
  const comparisons = await writeComparisons(dataset, options, choice);
  const written: Written = {
    captions: captionsPath(dataset, options.split),
    report: reportPath(dataset, options.split),
    page: await writeReportPage(inspectorFolder(dataset), inspection, dataset.imagePaths),
    coco: writeCocoFiles(dataset, choice, searches),
  };
  if (options.json) {
    process.stdout.write(
      `${asJson(inspection, written, { runs: compared, comparisons, pointing, clip })}\n`,
    );
    return;
  }
  if (compared.length > 0) {
    const caption = `${compared[0].run} and others, ${split} pictures, ${inspection.search}: CIDEr's difference, and how often it is better`;
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
    .option('--beam <width>', 'captions that beam search follows at once', beamWidth, 3)
    .option(
      '--shard <i/n>',
      `${SHARD_OF}: its captions are made, and without --shard all are scored`,
      parseShard,
    );
  command.addOption(
    new Option(
      '--rerank <way>',
      "choose among the beams: by people's captions of the nearest training pictures, or by the other beams (minimum Bayes risk); settings as `captionlab rerank` chose them on dev",
    ).choices(rerankWays),
  );
  const drawn = 'the resamples behind the intervals';
  const runs = addEnsembleOption(
    addRunsOption(addDatasetOptions(addRankingOption(command), drawn)),
  );
  addJsonOption(runs).action(evaluate);
}
