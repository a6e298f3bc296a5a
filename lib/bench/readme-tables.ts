import { readFileSync } from 'node:fs';
import { durationText } from '../display/numbers.js';
import { UserError, writeFileWhole } from '../outputs/index.js';
import type { Machine } from './machine.js';
import type { Spread } from './ratios.js';
import type { BenchmarkResult, CaseResult, ContenderTimes } from './result.js';

/** Two lines of README.md that only its source shows. */
interface Markers {
  begin: string;
  end: string;
}

const markersOf = (name: string): Markers => ({
  begin: `<!-- ${name}: begin -->`,
  end: `<!-- ${name}: end -->`,
});

/** Between these lines of README.md stand the tables that `bench --readme` writes. */
export const MARKERS: Markers = markersOf('bench');
/** Between these what it writes of growth. */
export const GROWTH_MARKERS: Markers = markersOf('growth');

const NAMES: Record<string, string> = {
  keras: 'Keras',
  wasm: 'WebAssembly',
  webgpu: 'WebGPU',
  onnx: 'ONNX Runtime',
};
const nameOf = (label: string) => NAMES[label] ?? label;

const figure = (x: number) => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2));
const spreadText = ({ median, min, max }: Spread) =>
  `${figure(median)} (${figure(min)} to ${figure(max)})`;

/** How many times as fast, of how many times as long. */
const inverse = ({ median, min, max }: Spread): Spread => ({
  median: 1 / median,
  ...{ min: 1 / max, max: 1 / min },
});

/** Milliseconds as people read them. */
const timeText = (ms: number) => (ms >= 10_000 ? durationText(ms / 1000) : `${figure(ms)} ms`);

/** How long one took, and how many times as fast that is as the baseline. */
function cell({ amount }: CaseResult, times: ContenderTimes | undefined, baseline?: string) {
  if (times?.failed !== undefined) return 'failed';
  if (!times?.milliseconds) return '';
  const { label, milliseconds, ratio, perSecond = 1 } = times;
  const { whole } = amount;
  const time = whole ? durationText(whole.count / perSecond) : timeText(milliseconds.median);
  return ratio && label !== baseline ? `${time}; ${spreadText(inverse(ratio))}` : time;
}

/** What is meant by a row: a part of it where a whole is told. */
const rowName = ({ name, amount }: CaseResult) =>
  amount.whole ? `${name}: ${amount.whole.name}` : name;

/** Whose rate was compared with another case's, a sentence each. */
const comparisons = ({ cases }: BenchmarkResult) =>
  cases.flatMap(({ name, against, contenders }) => {
    const told = contenders.flatMap(({ label, speedUp }) =>
      speedUp ? [`${nameOf(label)} ${spreadText(speedUp)}`] : [],
    );
    return told.length > 0
      ? [`- *${name}*, times as fast as *${against}*: ${told.join('; ')}`]
      : [];
  });

/** A machine in words. */
export const machineText = ({ cpu, cores, memoryGiB, gpu, platform, node }: Machine) =>
  `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${gpu ?? 'no GPU'}, ${platform}, Node.js ${node}`;

/** Versions of what took part. */
const versions = ({ contenders }: BenchmarkResult) =>
  contenders
    .filter(({ facts }) => facts)
    .map(({ label, facts = {} }) => {
      const known = Object.entries(facts).filter(([name]) => name !== 'Python');
      return `${nameOf(label)} (${known.map(([name, value]) => (name === 'engine' ? value : `${name} ${value}`)).join(', ')})`;
    })
    .join('; ');

/** One benchmark as a table in Markdown, with what was measured, where and when. */
export function readmeTable(result: BenchmarkResult): string {
  const { name, title, measures, machine, rounds, date, baseline, cases, contenders } = result;
  const labels = contenders
    .map(({ label }) => label)
    .filter((label) =>
      cases.some((one) => one.contenders.some((it) => it.label === label && it.milliseconds)),
    );
  const of = (one: CaseResult, label: string) => one.contenders.find((it) => it.label === label);
  const beside =
    labels.length > 1 && baseline
      ? `Behind each time, how many times as fast as ${nameOf(baseline)} in the same round: the median, in brackets the least and the most. `
      : '';
  const compared = comparisons(result);
  return [
    `**\`npm run bench -- ${name}\`**: ${title}. Measured: ${measures}. ${beside}Medians of ${rounds} rounds, ${date.slice(0, 10)}: ${machineText(machine)}; ${versions(result)}.`,
    '',
    `| ${['', ...labels.map(nameOf)].join(' | ')} |`,
    `|${'---|'.repeat(labels.length + 1)}`,
    ...cases.map(
      (one) =>
        `| ${[rowName(one), ...labels.map((label) => cell(one, of(one, label), baseline))].join(' | ')} |`,
    ),
    ...(compared.length > 0 ? ['', ...compared] : []),
  ].join('\n');
}

/**
 * Puts text between two markers of a file, and leaves the rest as it is.
 * @throws UserError when the file has not both of them
 */
export function writeBetweenMarkers(path: string, text: string, markers = MARKERS): void {
  const before = readFileSync(path, 'utf8');
  const [start, end] = [before.indexOf(markers.begin), before.indexOf(markers.end)];
  if (start < 0 || end < start) {
    throw new UserError(
      `${path} has no lines ${markers.begin} and ${markers.end}: the tables are written between them.`,
    );
  }
  const whole = `${before.slice(0, start)}${markers.begin}\n\n${text}\n\n${before.slice(end)}`;
  writeFileWhole(path, whole);
}
