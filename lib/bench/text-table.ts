import { durationText } from '../display/numbers.js';
import type { Spread } from './ratios.js';
import type { BenchmarkResult, CaseResult, ContenderTimes } from './result.js';

const figure = (x: number) => (x >= 100 ? x.toFixed(0) : x.toPrecision(3));
const spread = ({ median, min, max }: Spread) =>
  `${figure(median)} (${figure(min)} to ${figure(max)})`;

/** What share of the work each stage is. */
function sharesText(stages: Record<string, number>): string {
  const whole = Object.values(stages).reduce((sum, ms) => sum + ms, 0);
  const share = (ms: number) => `${((100 * ms) / whole).toFixed(0)} %`;
  return Object.entries(stages)
    .map(([name, ms]) => `${name} ${share(ms)}`)
    .join(', ');
}

function row(result: BenchmarkResult, { amount, against }: CaseResult, times: ContenderTimes) {
  const { label, milliseconds, ratio, cpu, stages, perSecond, speedUp, failed } = times;
  const { whole } = amount;
  if (!milliseconds) return [label, failed ? 'failed' : ''];
  return [
    label,
    `${figure(milliseconds.median)} ms`,
    ratio && label !== result.baseline ? `${spread(ratio)} x ${result.baseline}` : '',
    perSecond ? `${figure(perSecond)} ${amount.of}/s` : '',
    perSecond && whole ? `${whole.name} in ${durationText(whole.count / perSecond)}` : '',
    speedUp ? `${spread(speedUp)} x "${against}"` : '',
    cpu ? `${figure(cpu.milliseconds.median)} ms of the processor` : '',
    cpu?.ratio && label !== result.baseline ? `${spread(cpu.ratio)} x ${result.baseline}` : '',
    stages ? sharesText(stages) : '',
    failed ? 'failed later' : '',
  ];
}

/** Columns as wide as their widest cell. */
function aligned(rows: string[][]): string[] {
  const widths: number[] = [];
  for (const cells of rows) {
    cells.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows.map((cells) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd(),
  );
}

/** A result as text: a block for every case, then who is not here, then what went wrong. */
export function textTable(result: BenchmarkResult): string {
  const { name, title, measures, machine, rounds, date, contenders, cases, faults } = result;
  const blocks = cases.map((one) => one.contenders.map((times) => row(result, one, times)));
  const lines = aligned(blocks.flat());
  const missing = contenders.filter(({ absent }) => absent !== undefined);
  return [
    `${name}: ${title}`,
    `Measured: ${measures}.`,
    `Medians of ${rounds} rounds; in brackets the smallest and largest ratio of the rounds.`,
    `${machine.cpu}, ${machine.cores} cores, Node.js ${machine.node}, ${date.slice(0, 10)}`,
    ...cases.flatMap((one, i) => {
      const start = blocks.slice(0, i).flat().length;
      const rows = lines.slice(start, start + blocks[i].length);
      return ['', one.name, ...rows.map((line) => `  ${line}`)];
    }),
    ...(missing.length > 0 ? ['', 'Not here:'] : []),
    ...missing.map(({ label, absent }) => `  ${label}: ${absent}`),
    ...faults.map((fault) => `!!! ${fault}`),
  ].join('\n');
}
