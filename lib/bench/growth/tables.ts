import { growthDrawing } from '../../display/growth-drawing.js';
import { durationText, numberText } from '../../display/numbers.js';
import { tableText } from '../../display/table.js';
import { machineText } from '../readme-tables.js';
import { type Growth, type GrowthLine, lineAt } from './lines.js';

/** A rise of memory that is less than this share of what is held anyway is none. */
const FLAT = 0.1;

/** MiB as people read them. */
const memoryText = (mebibytes: number) => `${numberText(mebibytes)} MiB`;

/** Whether a stage holds as much of much work as of little. */
function isFlat({ points, memoryMiB }: GrowthLine): boolean {
  const [first, last] = [points[0], points[points.length - 1]];
  return Math.abs(memoryMiB.slope * (last.count - first.count)) < FLAT * first.memoryMiB;
}

const bendText = (bend: number) => numberText(bend, 2);

/** A stage, its sizes and what they took, cell by cell. */
function cellsOf(line: GrowthLine): string[] {
  const { name, points, of, coco, seconds, memoryMiB } = line;
  const memory = points.map((point) => numberText(point.memoryMiB)).join(', ');
  return [
    name,
    points.map(({ seconds: taken }) => durationText(taken)).join(', '),
    bendText(seconds.bend),
    `${memory} MiB`,
    isFlat(line) ? 'flat' : bendText(memoryMiB.bend),
    `${numberText(coco)} ${of}: ${durationText(lineAt(seconds, coco))}, ${memoryText(lineAt(memoryMiB, coco))}`,
  ];
}

const factorsOf = ({ lines }: Growth) =>
  (lines[0]?.points ?? []).map(({ factor }) => numberText(factor)).join(', ');

const headings = (growth: Growth) => [
  'stage',
  `time of the processor at ${factorsOf(growth)} x`,
  'bend',
  'peak of memory',
  'bend of memory',
  'COCO, by the lines',
];

const ABOUT_BEND =
  'The bend is what one more costs between the two largest sizes, of what it costs between the two smallest: 1 on a straight line';

/** Growth as text. */
export function growthText(growth: Growth): string {
  const names = headings(growth);
  const rows = growth.lines.map((line) =>
    Object.fromEntries(cellsOf(line).map((cell, i) => [names[i], cell])),
  );
  const caption = `growth: ${factorsOf(growth)} times Flickr8k, each stage in a process of its own`;
  return `${tableText(rows, { caption })}\n${ABOUT_BEND}.`;
}

/** Growth as a table in Markdown under its picture, with what was done, where and when. */
export function growthTable(growth: Growth, picture: string): string {
  const { lines, machine, engine, date } = growth;
  const names = headings(growth);
  const done = lines.map(
    ({ name, does, of, count }) => `*${name}* (${numberText(count)} ${of}): ${does}`,
  );
  return [
    `![Time and peak of memory of each stage at ${factorsOf(growth)} times Flickr8k, with straight lines](${picture})`,
    '',
    `**\`npm run bench -- growth\`**: the size of Flickr8k ${factorsOf(growth)} times, each stage in a process of its own. Time is the processor's, all threads together, and not the clock's, so that it holds on a machine that is busy with other things; memory is the most that the process held, program and engine included. ${ABOUT_BEND}; memory that rises by less than a tenth is flat. Measured once, ${date.slice(0, 10)}: ${machineText(machine)}; ${engine}.`,
    '',
    `| ${names.join(' | ')} |`,
    `|${'---|'.repeat(names.length)}`,
    ...lines.map((line) => `| ${cellsOf(line).join(' | ')} |`),
    '',
    `Once Flickr8k is, stage by stage: ${done.join('; ')}.`,
  ].join('\n');
}

/** Growth as a picture. */
export function growthPicture({ lines }: Growth): string {
  const panelsOf = (part: 'seconds' | 'memoryMiB') =>
    lines.map((line) => {
      const { name, count, coco, points } = line;
      return {
        ...{ name, ring: coco / count },
        points: points.map((point) => [point.factor, point[part]] as const),
        line: (factor: number) => lineAt(line[part], factor * count),
      };
    });
  return growthDrawing(
    [
      { quantity: "the processor's time, seconds", panels: panelsOf('seconds') },
      { quantity: 'peak of memory, MiB', panels: panelsOf('memoryMiB') },
    ],
    {
      title: 'How time and memory grow with the data',
      along: 'along each panel: how many times as much as Flickr8k has',
      ring: "COCO's size on that line",
    },
  ).svg;
}
