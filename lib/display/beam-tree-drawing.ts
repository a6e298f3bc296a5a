import { escapeHtml } from './escape.js';
import { palette } from './palette.js';
import type { Html } from './types.js';

/** A word that a beam search came upon. */
export interface DrawnBeamNode {
  word: string;
  /** Of this word given those before it. */
  probability: number;
  /** Of the caption up to and with this word. */
  logProbability: number;
  /** The start marker has 0, the words after it 1. */
  step: number;
  /** Place in the list of the word that it goes on from. */
  parent?: number;
  fate: 'kept' | 'ended' | 'dropped';
  /** Whether the best caption goes through it. */
  best: boolean;
}

/** A node where it is drawn. */
interface Placed extends DrawnBeamNode {
  place: number;
  x: number;
  /** Of its middle. */
  y: number;
}

const BOX = { height: 30, gapX: 28, gapY: 8, least: 84 };
const TOP = 30;
const BOTTOM = 6;
const LETTER = 7.7;
/** A page too narrow shrinks the tree so far, and scrolls it beyond that. */
const LEAST_SCALE = 0.66;
/** How far each column is drawn back to the height of the start, so that the tree does not climb. */
const LEVELLED = 0.55;

const round = (n: number) => Math.round(n * 10) / 10;
const percent = (share: number) =>
  share >= 0.0095 ? `${Math.round(100 * share)} %` : `${(100 * share).toFixed(1)} %`;

/** What a node looks like: the way of the best caption stands out, what was dropped steps back. */
function looksOf({ fate, best }: DrawnBeamNode) {
  if (fate === 'dropped')
    return { colour: palette.grey, width: 1.2, dash: ' stroke-dasharray="3 4"' };
  const colour = fate === 'ended' ? palette.green : palette.blue;
  return { colour: best ? palette.orange : colour, width: best ? 2.6 : 1.6, dash: '' };
}

/** Middles that stand apart and as near to where they want to be as that allows, in the order given. */
function apart(wanted: number[]): number[] {
  const step = BOX.height + BOX.gapY;
  const middles: number[] = [];
  for (const y of wanted) middles.push(Math.max(y, (middles.at(-1) ?? -Infinity) + step));
  const drift = middles.reduce((sum, y, i) => sum + y - wanted[i], 0) / Math.max(1, middles.length);
  return middles.map((y) => y - drift);
}

const meanOf = (numbers: number[]) =>
  numbers.reduce((a, b) => a + b, 0) / Math.max(1, numbers.length);

/**
 * Places a column a step. What goes on from one word stands together, the more probable above, and columns keep the order
 * of those before them: so no two lines cross.
 */
function place(nodes: readonly DrawnBeamNode[], steps: number) {
  const placed: Placed[] = [];
  const at = new Map<number, Placed>();
  const columns: { x: number; width: number }[] = [];
  let x = 2;
  for (let step = 0; step <= steps; step++) {
    const members = nodes.flatMap((node, i) => (node.step === step ? [{ ...node, place: i }] : []));
    if (members.length === 0) break;
    const parentY = ({ parent }: DrawnBeamNode) => at.get(parent as number)?.y ?? 0;
    members.sort((a, b) => parentY(a) - parentY(b) || b.probability - a.probability);
    const middle = (parent: number | undefined) => {
      const siblings = members.filter((other) => other.parent === parent);
      return (siblings.length - 1) / 2;
    };
    const wanted = members.map((node, i) => {
      const first = members.findIndex((other) => other.parent === node.parent);
      return parentY(node) + (i - first - middle(node.parent)) * (BOX.height + BOX.gapY);
    });
    const longest = Math.max(...members.map(({ word }) => word.length));
    const width = Math.max(BOX.least, longest * LETTER + (step > 0 ? 63 : 22));
    const middles = apart(wanted);
    const climb = meanOf(middles.filter((_, i) => members[i].fate !== 'dropped'));
    middles.forEach((y, i) => {
      const node = { ...members[i], x, y: y - LEVELLED * climb };
      placed.push(node);
      at.set(node.place, node);
    });
    columns.push({ x, width });
    x += width + BOX.gapX;
  }
  return { placed, at, columns, right: x - BOX.gapX };
}

function line(from: Placed, to: Placed, start: number): string {
  const { colour, width, dash } = looksOf(to);
  const middle = round((start + to.x) / 2);
  const path = `M${round(start)} ${round(from.y)}C${middle} ${round(from.y)} ${middle} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
  const faded = to.fate === 'dropped' ? ' opacity="0.6"' : '';
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"${dash}${faded}/>`;
}

function box(node: Placed, width: number): string {
  const { colour, width: edge, dash } = looksOf(node);
  const { x, word, probability, fate, best, step, logProbability } = node;
  const top = round(node.y - BOX.height / 2);
  const told = `${word}: ${percent(probability)}; the caption so far has the log probability ${logProbability.toFixed(2)}; ${fate}`;
  const bar = Math.max(3, (width - 8) * probability);
  const weight = best ? ' font-weight="700"' : fate === 'dropped' ? '' : ' font-weight="600"';
  return [
    `<g${fate === 'dropped' ? ' opacity="0.62"' : ''}><title>${escapeHtml(told)}</title>`,
    `<rect x="${round(x)}" y="${top}" width="${round(width)}" height="${BOX.height}" rx="7" fill="${colour}" fill-opacity="${fate === 'dropped' ? 0.05 : 0.13}" stroke="${colour}" stroke-width="${edge}"${dash}/>`,
    step > 0
      ? `<rect x="${round(x + 4)}" y="${round(node.y + BOX.height / 2 - 6)}" width="${round(bar)}" height="3" rx="1.5" fill="${colour}"/>`
      : '',
    `<text x="${round(x + 9)}" y="${round(node.y + 2.5)}"${weight}>${escapeHtml(word)}</text>`,
    step > 0
      ? `<text x="${round(x + width - 8)}" y="${round(node.y + 2.5)}" text-anchor="end" font-size="11.5" opacity="0.85">${percent(probability)}</text>`
      : '',
    '</g>',
  ].join('');
}

/** What the colours mean, in lines that wrap. */
function legend(): string {
  const entries: [string, Pick<DrawnBeamNode, 'fate' | 'best'>][] = [
    ['on the way to the best caption', { fate: 'kept', best: true }],
    ['kept', { fate: 'kept', best: false }],
    ['ended, set aside', { fate: 'ended', best: false }],
    ['looked at and dropped', { fate: 'dropped', best: false }],
  ];
  const items = entries.map(([text, kind]) => {
    const { colour, width, dash } = looksOf(kind as DrawnBeamNode);
    const border = `${Math.min(2, width)}px ${dash ? 'dashed' : 'solid'} ${colour}`;
    return `<span style="display:inline-flex;align-items:center;gap:6px"><span style="width:17px;height:11px;box-sizing:border-box;border-radius:3.5px;border:${border};background:${colour}22"></span>${text}</span>`;
  });
  return `<div class="cl-small" style="display:flex;flex-wrap:wrap;gap:2px 20px;margin:4px 0 0">${items.join('')}</div>`;
}

/**
 * A beam search as a tree that grows to the right, a column a word: what was kept, what was dropped, what ended. The bar in
 * a box is the word's probability; pointing at it tells the log probability of the caption so far.
 * @param steps only so many words of it
 */
export function beamTreeDrawing(
  { nodes }: { nodes: readonly DrawnBeamNode[] },
  { steps = Infinity }: { steps?: number } = {},
): Html {
  const { placed, at, columns, right } = place(nodes, steps);
  const shift = TOP + BOX.height / 2 + 2 - Math.min(...placed.map(({ y }) => y));
  for (const node of placed) node.y += shift;
  const height = Math.max(...placed.map(({ y }) => y)) + BOX.height / 2 + BOTTOM;
  const lines = placed
    .filter(({ parent }) => parent !== undefined)
    .sort(
      (a, b) =>
        Number(a.best) - Number(b.best) ||
        Number(b.fate === 'dropped') - Number(a.fate === 'dropped'),
    )
    .map((node) => {
      const from = at.get(node.parent as number) as Placed;
      return line(from, node, from.x + columns[from.step].width);
    });
  const boxes = placed.map((node) => box(node, columns[node.step].width));
  const heads = columns.map(({ x, width }, step) => {
    const text = step === 0 ? 'start' : `word ${step}`;
    return `<text x="${round(x + width / 2)}" y="14" text-anchor="middle" font-size="11.5" opacity="0.7">${text}</text>`;
  });
  const words = placed.filter(({ best, step }) => best && step > 0).map(({ word }) => word);
  const count = columns.length - 1;
  const title = `beam search, ${count} ${count === 1 ? 'word' : 'words'}: ${words.join(' ')}`;
  const size = { width: round(right + 2), height: round(height) };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(title)}" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" style="width:100%;max-width:${size.width}px;min-width:${round(LEAST_SCALE * size.width)}px" font-size="13" fill="currentColor">${heads.join('')}${lines.join('')}${boxes.join('')}</svg>`;
  return { html: `<div class="cl-scroll">${svg}</div>${legend()}`, title };
}
