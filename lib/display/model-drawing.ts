import { escapeHtml } from './escape.js';
import { type LaidOutNode, layOut } from './graph-layout.js';
import { palette } from './palette.js';
import type { Svg } from './types.js';

/** A layer as the drawing needs it. */
export interface DrawnLayer {
  name: string;
  /** The layer's class: `Dense`, `LSTM` … */
  kind: string;
  /** `null` where the size is free: the batch. */
  outputShape: (number | null)[];
  parameters: number;
  trainable: boolean;
  /** Names of the layers it gets its input from. */
  inputs: string[];
}

/** A model as a list of layers, each after its inputs. */
export interface ModelGraph {
  title?: string;
  layers: DrawnLayer[];
}

const BOX = { width: 276, height: 58 };
const GAP = { x: 44, y: 34 };
const MARGIN = 12;

const coloursByKind: [RegExp, string][] = [
  [/^Input/, palette.grey],
  [/Embedding/, palette.green],
  [/LSTM|GRU|RNN|Bidirectional/, palette.purple],
  [/Attention|Softmax/, palette.red],
  [/^(Add|Concatenate|Multiply|Average|Maximum|Dot|Subtract|Merge)/, palette.orange],
  [/Conv/, palette.sky],
  [/Norm|Pool/, palette.yellow],
  [/Dense|Dot/, palette.blue],
];

/** The colour of a kind of layer. */
function layerColour(kind: string): string {
  return coloursByKind.find(([pattern]) => pattern.test(kind))?.[1] ?? palette.grey;
}

const grouped = (n: number) => n.toLocaleString('en');
const cut = (text: string, most: number) =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
const round = (n: number) => Math.round(n * 10) / 10;

/** A shape without its batch: `34 × 200`. */
export function shapeText(shape: (number | null)[]): string {
  const rest = shape.slice(1);
  return rest.length === 0 ? 'scalar' : rest.map((size) => size ?? 'any').join(' × ');
}

function parametersText({ parameters, trainable }: DrawnLayer): string {
  if (parameters === 0) return '';
  return `${grouped(parameters)} ${trainable ? 'parameters' : 'frozen'}`;
}

/**
 * The name, and the kind beside it; below it where that line has room for the whole of it and the first has not; else cut to
 * what room the name leaves: the kind is often said by the name.
 */
function heading(layer: DrawnLayer): { name: string; kind: string; below: string } {
  const room = BOX.width - 44;
  const name = cut(layer.name, Math.floor((room - 50) / 8.2));
  const kind = layer.kind.replace(/Layer$/, '');
  const beside = cut(kind, Math.floor((room - 8.2 * name.length) / 7));
  const left = room - 8 * shapeText(layer.outputShape).length;
  const fitsBelow = parametersText(layer) === '' && 7.4 * kind.length <= left;
  return beside !== kind && fitsBelow
    ? { name, kind: '', below: kind }
    : { name, kind: beside, below: parametersText(layer) };
}

function box(layer: DrawnLayer, x: number, y: number): string {
  const colour = layerColour(layer.kind);
  const frozen = layer.parameters > 0 && !layer.trainable;
  const text = (dx: number, dy: number, words: string, style = '') =>
    `<text x="${round(x + dx)}" y="${round(y + dy)}" ${style}>${escapeHtml(words)}</text>`;
  const edge = frozen ? ' stroke-dasharray="5 4"' : '';
  const { name, kind, below } = heading(layer);
  return [
    `<g><title>${escapeHtml(`${layer.name} (${layer.kind}): output ${shapeText(layer.outputShape)}, ${parametersText(layer) || 'no parameters'}`)}</title>`,
    `<rect x="${round(x)}" y="${round(y)}" width="${BOX.width}" height="${BOX.height}" rx="8" fill="${colour}" fill-opacity="0.13" stroke="${colour}" stroke-width="1.5"${edge}/>`,
    `<rect x="${round(x)}" y="${round(y + 8)}" width="5" height="${BOX.height - 16}" rx="2.5" fill="${colour}"/>`,
    text(16, 23, name, 'font-weight="600"'),
    text(BOX.width - 12, 23, kind, 'text-anchor="end" opacity="0.75"'),
    text(16, 44, shapeText(layer.outputShape)),
    text(BOX.width - 12, 44, below, 'text-anchor="end" opacity="0.75"'),
    '</g>',
  ].join('');
}

/** A smooth arrow downwards through `points`. */
function arrow(points: { x: number; y: number }[]): string {
  const end = points[points.length - 1];
  let path = `M${round(points[0].x)} ${round(points[0].y)}`;
  for (let at = 1; at < points.length; at++) {
    const [from, to] = [points[at - 1], points[at]];
    const stop = at === points.length - 1 ? to.y - 7 : to.y;
    const middle = round((from.y + stop) / 2);
    path += `C${round(from.x)} ${middle} ${round(to.x)} ${middle} ${round(to.x)} ${round(stop)}`;
  }
  const head = `M${round(end.x - 4.5)} ${round(end.y - 8)}h9l-4.5 8z`;
  return `<path d="${path}" fill="none" stroke="${palette.grey}" stroke-width="1.6"/><path d="${head}" fill="${palette.grey}"/>`;
}

function summary(layers: DrawnLayer[]): string {
  const sum = (some: DrawnLayer[]) => some.reduce((total, { parameters }) => total + parameters, 0);
  const [all, trained] = [sum(layers), sum(layers.filter(({ trainable }) => trainable))];
  return `${grouped(all)} parameters, ${all === trained ? 'all' : grouped(trained)} of them trained`;
}

/** A model as boxes and arrows: what goes in on top, what comes out below; frozen layers have dashed borders. */
export function modelDrawing({ title = 'model', layers }: ModelGraph): Svg {
  const { nodes, width, height } = layOut(layers, { ...BOX, gapX: GAP.x, gapY: GAP.y });
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const centre = (node: LaidOutNode) => node.x + MARGIN;
  const arrows = layers.flatMap((layer) =>
    layer.inputs.map((input) => {
      const [from, to] = [byName.get(input), byName.get(layer.name)];
      if (!from || !to)
        throw new Error(
          `Layer ${layer.name} gets its input from ${input}, which is not in the model`,
        );
      const bends = to.bends[input] ?? [];
      return arrow([
        { x: centre(from), y: from.y + BOX.height + MARGIN },
        ...bends.flatMap(({ x, y }) => [
          { x: x + MARGIN, y: y + MARGIN },
          { x: x + MARGIN, y: y + BOX.height + MARGIN },
        ]),
        { x: centre(to), y: to.y + MARGIN },
      ]);
    }),
  );
  const boxes = layers.map((layer) => {
    const node = byName.get(layer.name)!;
    return box(layer, centre(node) - BOX.width / 2, node.y + MARGIN);
  });
  const [fullWidth, fullHeight] = [round(width + 2 * MARGIN), round(height + 2 * MARGIN + 26)];
  const words = `${title}: ${summary(layers)}`;
  const total = `<text x="${MARGIN}" y="${fullHeight - 10}" opacity="0.8">${escapeHtml(summary(layers))}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeHtml(words)}" width="${fullWidth}" height="${fullHeight}" viewBox="0 0 ${fullWidth} ${fullHeight}" font-size="13" fill="currentColor">${arrows.join('')}${boxes.join('')}${total}</svg>`;
  return { svg, title: words };
}
