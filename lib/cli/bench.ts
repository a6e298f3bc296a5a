import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { benchmarks } from '../bench/all.js';
import {
  compareLines,
  fallText,
  type GuardReference,
  guardLines,
  readReference,
} from '../bench/guard.js';
import { describeMachine } from '../bench/machine.js';
import { readmeTable, writeBetweenMarkers } from '../bench/readme-tables.js';
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
const REFERENCE = join(projectRoot, 'lib', 'bench', 'reference.json');
const write = (path: string, value: unknown) =>
  writeFileWhole(path, `${JSON.stringify(value, null, 1)}\n`);

/** A benchmark for some of its contenders. */
const among = (benchmark: Benchmark, labels?: string[]): Benchmark => ({
  ...benchmark,
  contenders: benchmark.contenders.filter(({ label }) => labels?.includes(label) ?? true),
});

/** README's tables from all results that lie in the outputs. */
function writeReadme(): void {
  const tables = benchmarks.flatMap(({ name }) => {
    const path = resultPath(name);
    if (!existsSync(path)) return [];
    return [readmeTable(JSON.parse(readFileSync(path, 'utf8')) as BenchmarkResult)];
  });
  if (tables.length === 0) {
    throw new UserError('Nothing was measured yet: npm run bench -- train, for one.');
  }
  writeBetweenMarkers(join(projectRoot, 'README.md'), tables.join('\n\n'));
  console.log(`README.md has ${tables.length} tables from ${shortPath(runFolder('bench'))}.`);
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
  const faults = results.flatMap(({ name, faults }) => faults.map((fault) => `${name}, ${fault}`));
  if (faults.length > 0) throw new UserError(faults.join('\n'));
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
  const faults = results.flatMap(({ name, faults }) => faults.map((fault) => `${name}, ${fault}`));
  if (faults.length > 0) throw new UserError(faults.join('\n'));
}

/** `captionlab bench`: the engines, and Keras, side by side at the same work. */
export function addBenchCommand(command: Command): void {
  const names = benchmarks.map(({ name }) => name);
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
    return options.guard ? guard(chosen, options) : measure(chosen, options);
  });
}
