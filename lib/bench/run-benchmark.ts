import { progressBar } from '../display/progress.js';
import { messageOf } from '../outputs/index.js';
import { describeMachine } from './machine.js';
import { type RunningContender, startContender } from './process.js';
import { type BenchmarkResult, type Measured, summarise } from './result.js';
import type { Benchmark } from './types.js';

/** A contender that is present: its process, and what it did in each case. */
interface Entrant {
  label: string;
  running: RunningContender;
  byCase: Map<string, Measured>;
}

/** Starts all that are present. */
async function startAll(benchmark: Benchmark) {
  const contenders: BenchmarkResult['contenders'] = [];
  const entrants: Entrant[] = [];
  const faults: string[] = [];
  for (const contender of benchmark.contenders) {
    const { label } = contender;
    try {
      const running = await startContender(contender);
      if (typeof running === 'string') {
        contenders.push({ label, absent: running });
        continue;
      }
      contenders.push({ label, facts: running.facts });
      entrants.push({ label, running, byCase: new Map() });
    } catch (error) {
      contenders.push({ label, absent: messageOf(error) });
      faults.push(`${label} did not start: ${messageOf(error)}`);
    }
  }
  return { contenders, entrants, faults };
}

/** Builds the work of every case in every contender and warms it up. */
async function prepareAll({ cases }: Benchmark, entrants: Entrant[], done: () => void) {
  for (const { name, settings } of cases) {
    for (const { running, byCase } of entrants) {
      const measured: Measured = { samples: [], cpuSamples: [] };
      byCase.set(name, measured);
      try {
        const { values, stages } = await running.ask({ do: 'prepare', case: name, settings });
        Object.assign(measured, { values, stages });
      } catch (error) {
        measured.failed = messageOf(error);
      }
      done();
    }
  }
}

/** One round: every case, and in it every contender in turn. */
async function runRound({ cases }: Benchmark, entrants: Entrant[], done: () => void) {
  for (const { name } of cases) {
    for (const { running, byCase } of entrants) {
      const measured = byCase.get(name) as Measured;
      let [sample, cpu]: (number | null)[] = [null, null];
      if (measured.failed === undefined) {
        try {
          const reply = await running.ask({ do: 'time', case: name });
          [sample, cpu] = [reply.milliseconds ?? null, reply.cpuMilliseconds ?? null];
        } catch (error) {
          measured.failed = messageOf(error);
        }
      }
      measured.samples.push(sample);
      measured.cpuSamples.push(cpu);
      done();
    }
  }
}

/**
 * Measures all contenders of a benchmark side by side, each in a process of its own that lives through all rounds.
 * In every round each is asked in turn (A B C, A B C...), so that ratios can be taken within a round: a machine
 * shared with others is slow for all of them at once. Start, compilation and warm-up are not measured.
 *
 * A contender that is not present is listed with the reason. One that fails or dies is a fault of the result, and the
 * others go on.
 */
export async function runBenchmark(
  benchmark: Benchmark,
  rounds = benchmark.rounds,
): Promise<BenchmarkResult> {
  const { name, cases } = benchmark;
  const date = new Date().toISOString();
  const { contenders, entrants, faults } = await startAll(benchmark);
  try {
    const bar = progressBar(name, (1 + rounds) * cases.length * entrants.length, 'timings');
    await prepareAll(benchmark, entrants, () => bar.advance(1, 'warming up'));
    for (let round = 0; round < rounds; round++) {
      await runRound(benchmark, entrants, () => bar.advance(1, `round ${round + 1} of ${rounds}`));
    }
    bar.done();
  } finally {
    await Promise.all(entrants.map(({ running }) => running.end()));
  }
  const measured = new Map(
    cases.map((one) => [
      one.name,
      new Map(entrants.map(({ label, byCase }) => [label, byCase.get(one.name) as Measured])),
    ]),
  );
  const about = { date, machine: describeMachine(), rounds };
  const result = summarise(benchmark, { contenders, measured }, about);
  return { ...result, faults: [...faults, ...result.faults] };
}
