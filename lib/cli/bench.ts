import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { benchmarks } from '../bench/all.js';
import type { Growth } from '../bench/growth/lines.js';
import { growthPicture, growthTable, growthText } from '../bench/growth/tables.js';
import {
  compareLines,
  fallText,
  type GuardReference,
  guardLines,
  readReference,
} from '../bench/guard.js';
import { describeMachine } from '../bench/machine.js';
import { GROWTH_MARKERS, readmeTable, writeBetweenMarkers } from '../bench/readme-tables.js';
import type { BenchmarkResult } from '../bench/result.js';
import { runBenchmark } from '../bench/run-benchmark.js';
import { textTable } from '../bench/text-table.js';
import type { Benchmark } from '../bench/types.js';
import { projectRoot, runFolder, shortPath, UserError, writeFileWhole } from '../outputs/index.js';
import { addJsonOption, countUpTo } from './options.js';

interface BenchOptions {
  rounds?: number;
  contenders?: string[];
  guard?: boolean;
  keep?: boolean;
  reference: string;
  readme?: boolean;
  json?: boolean;
}

const resultPath = (name: string) => join(runFolder('bench'), `${name}.json`);
const GROWTH = 'growth';
const GROWTH_PICTURE = 'notebooks/pictures/growth.svg';
const REFERENCE = join(projectRoot, 'lib', 'bench', 'reference.json');
const write = (path: string, value: unknown) =>
  writeFileWhole(path, `${JSON.stringify(value, null, 1)}\n`);

/** A benchmark for some of its contenders. */
const among = (benchmark: Benchmark, labels?: string[]): Benchmark => ({
  ...benchmark,
  contenders: benchmark.contenders.filter(({ label }) => labels?.includes(label) ?? true),
});

/** What was measured under a name, where it was. */
function readResult<T>(name: string): T[] {
  const path = resultPath(name);
  return existsSync(path) ? [JSON.parse(readFileSync(path, 'utf8')) as T] : [];
}

/** README's tables, and its picture of growth, from all results that lie in the outputs. */
function writeReadme(): void {
  const readme = join(projectRoot, 'README.md');
  const tables = benchmarks
    .flatMap(({ name }) => readResult<BenchmarkResult>(name))
    .map(readmeTable);
  const growths = readResult<Growth>(GROWTH);
  if (tables.length + growths.length === 0) {
    throw new UserError('Nothing was measured yet: npm run bench -- train, for one.');
  }
  if (tables.length > 0) writeBetweenMarkers(readme, tables.join('\n\n'));
  for (const measured of growths) {
    writeFileWhole(join(projectRoot, GROWTH_PICTURE), `${growthPicture(measured)}\n`);
    writeBetweenMarkers(readme, growthTable(measured, GROWTH_PICTURE), GROWTH_MARKERS);
  }
  const count = tables.length + growths.length;
  console.log(`README.md has ${count} tables from ${shortPath(runFolder('bench'))}.`);
}

/** Not one of the benchmarks that stand beside Keras: stages from pictures to a report, at several sizes. */
async function growth({ json }: BenchOptions): Promise<void> {
  const { measureGrowth } = await import('../bench/growth/growth.js');
  const measured = await measureGrowth();
  write(resultPath(GROWTH), measured);
  if (json) console.log(JSON.stringify(measured));
  else console.log(`${growthText(measured)}\n\nAll points: ${shortPath(resultPath(GROWTH))}`);
}

/** @throws UserError naming what went wrong in a benchmark */
function refuseFaults(results: readonly BenchmarkResult[]): void {
  const faults = results.flatMap(({ name, faults }) => faults.map((fault) => `${name}, ${fault}`));
  if (faults.length > 0) throw new UserError(faults.join('\n'));
}

const GUARD_ROUNDS = 3;

/** Measures what is guarded: all lines but epochs, which are made of steps that have lines of their own. */
async function measureGuarded(chosen: readonly Benchmark[], rounds = GUARD_ROUNDS) {
  const results: BenchmarkResult[] = [];
  for (const benchmark of chosen) results.push(await runBenchmark(benchmark, rounds));
  return results;
}

/** Compares with the reference; what seems slower is measured once more before it is said. */
async function guard(
  chosen: readonly Benchmark[],
  { rounds, keep, reference: path, json }: BenchOptions,
) {
  const kept = keep ? undefined : readReference(path);
  const results = await measureGuarded(chosen, rounds);
  refuseFaults(results);
  if (!kept) {
    const reference: GuardReference = {
      ...{ date: new Date().toISOString(), machine: describeMachine() },
      lines: guardLines(results),
    };
    write(path, reference);
    console.log(`${reference.lines.length} lines: ${shortPath(path)}`);
    return;
  }
  const names = new Set(chosen.map(({ name }) => name));
  const before = kept.lines.filter(({ benchmark }) => names.has(benchmark));
  const first = compareLines(before, guardLines(results));
  const suspect = new Set(first.fallen.map(({ line }) => line.slice(0, line.indexOf(','))));
  const again = await measureGuarded(
    chosen.filter(({ name }) => suspect.has(name)),
    rounds,
  );
  const second = compareLines(before, guardLines(again));
  const twice = new Set(second.fallen.map(({ line }) => line));
  const fallen = first.fallen.filter(({ line }) => twice.has(line));
  if (json) console.log(JSON.stringify({ ...first, fallen }));
  else {
    const { cpu, cores } = kept.machine;
    console.log(
      `${first.compared} lines compared with ${kept.date.slice(0, 10)} (${cpu}, ${cores} cores); ${first.missing.length} not measured here.`,
    );
  }
  if (fallen.length > 0) throw new UserError(fallen.map(fallText).join('\n'));
}

async function measure(chosen: readonly Benchmark[], { rounds, json }: BenchOptions) {
  const results = [];
  for (const benchmark of chosen) {
    const result = await runBenchmark(benchmark, rounds);
    write(resultPath(benchmark.name), result);
    if (!json)
      console.log(`${textTable(result)}\n\nAll samples: ${shortPath(resultPath(result.name))}\n`);
    results.push(result);
  }
  if (json) console.log(JSON.stringify(results));
  refuseFaults(results);
}

/** `captionlab bench`: the engines, and Keras, side by side at the same work. */
export function addBenchCommand(command: Command): void {
  const names = [...benchmarks.map(({ name }) => name), GROWTH];
  command
    .addArgument(
      new Argument('[name...]', 'which benchmarks (default: all that are quick)').choices(names),
    )
    .option('--rounds <n>', 'how often each contender is timed', countUpTo(10_000))
    .option('--contenders <label...>', 'only these: keras, native, webgpu, wasm')
    .option('--guard', 'which lines lost a fifth of the speed that the reference has')
    .option('--reference <file>', 'what --guard compares with', REFERENCE)
    .option('--keep', 'with --guard: what is measured becomes the reference')
    .option('--readme', "write README's tables from what was measured");
  addJsonOption(command).action(async (wanted: string[], options: BenchOptions) => {
    if (options.readme) return writeReadme();
    const usual = ({ name, quick }: Benchmark) => (options.guard ? name !== 'train' : quick);
    const chosen = benchmarks
      .filter((one) => (wanted.length > 0 ? wanted.includes(one.name) : usual(one)))
      .map((one) => among(one, options.contenders));
    if (options.guard) return guard(chosen, options);
    if (wanted.includes(GROWTH)) await growth(options);
    if (chosen.length > 0) await measure(chosen, options);
  });
}
