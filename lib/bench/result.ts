import type { Machine } from './machine.js';
import { pairedRatios, type Spread, spreadOf } from './ratios.js';
import type { Benchmark, BenchmarkCase, Facts } from './types.js';

/** What one contender did in one case. */
export interface Measured {
  /** Milliseconds of a run, one a round; null where it gave none. */
  samples: (number | null)[];
  /** The same of the processor's time, all threads together. */
  cpuSamples: (number | null)[];
  /** Milliseconds of the processor's time that each stage takes by itself. */
  stages?: Record<string, number>;
  values?: Record<string, number>;
  /** What went wrong. */
  failed?: string;
}

/** A contender's line in a case. */
export interface ContenderTimes extends Measured {
  label: string;
  milliseconds?: Spread;
  /** Its time divided by the baseline's, round by round. */
  ratio?: Spread & { samples: number[] };
  /** The processor's time, all threads together, and that divided by the baseline's: the same however many cores are free. */
  cpu?: { milliseconds: Spread; ratio?: Spread };
  /** Pairs, pictures... a second, at the median time. */
  perSecond?: number;
  /** How many times faster than in the case compared with, counted in pairs, pictures...; round by round. */
  speedUp?: Spread;
}

export interface CaseResult extends BenchmarkCase {
  contenders: ContenderTimes[];
}

/** All of a benchmark, as it is written to `outputs/bench/<name>.json`. */
export interface BenchmarkResult {
  name: string;
  title: string;
  measures: string;
  date: string;
  machine: Machine;
  rounds: number;
  baseline?: string;
  contenders: { label: string; facts?: Facts; absent?: string }[];
  cases: CaseResult[];
  /** Who did not compute the same numbers, or failed, in words. */
  faults: string[];
}

/** What a run of a benchmark gathered. */
export interface Gathered {
  contenders: BenchmarkResult['contenders'];
  /** By case, then by label. */
  measured: Map<string, Map<string, Measured>>;
}

const TOLERANCE = 1e-3;

/** Where two contenders' values differ by more than 0.001: they do not do the same work. */
function disagreements(of: BenchmarkCase, measured: Map<string, Measured>): string[] {
  const [first, ...others] = [...measured].filter(([, { values }]) => values);
  return others.flatMap(([label, { values = {} }]) =>
    Object.entries(first[1].values ?? {})
      .filter(([name, value]) => !(Math.abs(value - values[name]) <= TOLERANCE))
      .map(
        ([name, value]) =>
          `${of.name}: ${name} is ${values[name]} in ${label} and ${value} in ${first[0]}: not the same work`,
      ),
  );
}

/** The baseline that the benchmark names or, where it measured nothing, the first contender that did. */
function baselineOf(benchmark: Benchmark, { measured }: Gathered): string | undefined {
  const labels = [benchmark.baseline, ...benchmark.contenders.map(({ label }) => label)];
  return labels.find((label) =>
    [...measured.values()].some((byLabel) => byLabel.get(label)?.samples.some((ms) => ms !== null)),
  );
}

function times(
  [label, { samples, cpuSamples, stages, values, failed }]: [string, Measured],
  { amount, against }: BenchmarkCase,
  baseline: Measured | undefined,
  compared: { case: BenchmarkCase; measured?: Measured } | undefined,
): ContenderTimes {
  const milliseconds = spreadOf(samples.filter((ms): ms is number => ms !== null));
  const ratios = pairedRatios(samples, baseline?.samples ?? []);
  const ratio = spreadOf(ratios);
  const cpu = spreadOf(cpuSamples.filter((ms): ms is number => ms !== null));
  const cpuRatio = spreadOf(pairedRatios(cpuSamples, baseline?.cpuSamples ?? []));
  const perUnit = (compared?.case.amount.count ?? 1) / amount.count;
  return {
    label,
    milliseconds,
    ratio: ratio && { ...ratio, samples: ratios },
    cpu: cpu && { milliseconds: cpu, ratio: cpuRatio },
    stages,
    perSecond: milliseconds && (1000 * amount.count) / milliseconds.median,
    speedUp:
      against === undefined
        ? undefined
        : spreadOf(
            pairedRatios(compared?.measured?.samples ?? [], samples).map((r) => r / perUnit),
          ),
    values,
    failed,
    samples,
    cpuSamples,
  };
}

/** Medians, ratios and faults of what was gathered. */
export function summarise(
  benchmark: Benchmark,
  gathered: Gathered,
  about: { date: string; machine: Machine; rounds: number },
): BenchmarkResult {
  const { name, title, measures, cases } = benchmark;
  const { contenders, measured } = gathered;
  const baseline = baselineOf(benchmark, gathered);
  const of = (caseName: string) => measured.get(caseName) ?? new Map<string, Measured>();
  const results = cases.map((one) => ({
    ...one,
    contenders: [...of(one.name)].map((entry) => {
      const against = cases.find((other) => other.name === one.against);
      const compared = against && { case: against, measured: of(against.name).get(entry[0]) };
      return times(entry, one, of(one.name).get(baseline ?? ''), compared);
    }),
  }));
  const failures = cases.flatMap((one) =>
    [...of(one.name)].flatMap(([label, { failed }]) =>
      failed === undefined ? [] : [`${one.name}: ${label} failed: ${failed}`],
    ),
  );
  const faults = [...failures, ...cases.flatMap((one) => disagreements(one, of(one.name)))];
  return { name, title, measures, ...about, baseline, contenders, cases: results, faults };
}
