import { plainText } from './escape.js';
import { shortNumber } from './numbers.js';

interface Trace {
  type?: string;
  mode?: string;
  name?: string;
  orientation?: string;
  x?: unknown[];
  y?: unknown[];
  z?: ArrayLike<unknown>[];
}

/** So many series are told of one by one. */
const MOST_SERIES = 4;

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
const said = (value: unknown) => (isNumber(value) ? shortNumber(value) : String(value));
const counted = (n: number, what: string) => `${shortNumber(n)} ${what}${n === 1 ? '' : 's'}`;

function spread(values: readonly number[]): string {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return low === high ? said(low) : `${said(low)} to ${said(high)}`;
}

function barsText(traces: Trace[]): string {
  const [{ orientation, x = [], y = [] }] = traces;
  const [labels, values] = orientation === 'h' ? [y, x] : [x, y];
  const numbers = values.filter(isNumber);
  if (numbers.length === 0) return 'no bars';
  if (traces.length > 1) {
    const names = traces.map(({ name }) => name ?? '').join(', ');
    const all = traces.flatMap((trace) => trace[orientation === 'h' ? 'x' : 'y'] ?? []);
    return `${counted(labels.length, 'group')} of bars for ${names}, ${spread(all.filter(isNumber))}`;
  }
  const highest = values.indexOf(numbers.reduce((a, b) => Math.max(a, b)));
  if (numbers.length === 1) return `one bar: ${said(labels[highest])} ${said(numbers[0])}`;
  return `${numbers.length} bars, ${spread(numbers)}, the highest at ${said(labels[highest])}`;
}

function linesText(traces: Trace[]): string {
  const told = traces.slice(0, MOST_SERIES).map(({ name, y = [] }) => {
    const numbers = y.filter(isNumber);
    const course =
      numbers.length === 0 ? 'empty' : `from ${said(numbers[0])} to ${said(numbers.at(-1))}`;
    return name ? `${name} ${course}` : course;
  });
  const more = traces.length - told.length;
  return `${counted(traces.length, 'line')}: ${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function cellsText({ z = [] }: Trace): string {
  const values = z.flatMap((row) => Array.from(row)).filter(isNumber);
  const size = `${counted(z.length, 'row')} of ${counted(z[0]?.length ?? 0, 'cell')}`;
  return values.length === 0 ? size : `${size}, values ${spread(values)}`;
}

/** What the data of a figure are, in one sentence for those who cannot see it; empty for kinds it does not know. */
export function describeData(data: readonly object[]): string {
  const traces = data as readonly Trace[];
  const of = (type: string) => traces.filter((trace) => trace.type === type);
  const scatter = of('scatter');
  const lines = scatter.filter(({ mode = 'lines' }) => mode.includes('lines'));
  const points = scatter
    .filter(({ mode = '' }) => mode.includes('markers') && !mode.includes('lines'))
    .reduce((sum, { x = [] }) => sum + x.filter((value) => value !== null).length, 0);
  const parts = [
    of('bar').length > 0 && barsText(of('bar')),
    of('heatmap').length > 0 && cellsText(of('heatmap')[0]),
    lines.length > 0 && linesText(lines),
    points > 0 && counted(points, 'point'),
  ].filter((part): part is string => Boolean(part));
  return plainText(parts.join(', and '));
}
