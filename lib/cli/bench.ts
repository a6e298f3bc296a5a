import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { benchmarks } from '../bench/all.js';
import { runBenchmark } from '../bench/run-benchmark.js';
import { textTable } from '../bench/text-table.js';
import { runFolder, shortPath, UserError, writeFileWhole } from '../outputs/index.js';
import { addJsonOption, countUpTo } from './options.js';

interface BenchOptions {
  rounds?: number;
  json?: boolean;
}

/** `captionlab bench`: the engines, and Keras, side by side at the same work. */
export function addBenchCommand(command: Command): void {
  const names = benchmarks.map(({ name }) => name);
  command
    .addArgument(
      new Argument('[name...]', 'which benchmarks (default: all that are quick)').choices(names),
    )
    .option('--rounds <n>', 'how often each contender is timed', countUpTo(10_000));
  addJsonOption(command).action(async (wanted: string[], { rounds, json }: BenchOptions) => {
    const chosen = benchmarks.filter(({ name, quick }) =>
      wanted.length > 0 ? wanted.includes(name) : quick,
    );
    const results = [];
    for (const benchmark of chosen) {
      const result = await runBenchmark(benchmark, rounds);
      const path = join(runFolder('bench'), `${benchmark.name}.json`);
      writeFileWhole(path, `${JSON.stringify(result, null, 1)}\n`);
      if (!json) console.log(`${textTable(result)}\n\nAll samples: ${shortPath(path)}\n`);
      results.push(result);
    }
    if (json) console.log(JSON.stringify(results));
    const faults = results.flatMap(({ name, faults }) =>
      faults.map((fault) => `${name}, ${fault}`),
    );
    if (faults.length > 0) throw new UserError(faults.join('\n'));
  });
}
