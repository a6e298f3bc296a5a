import { palette } from './palette.js';
import type { Svg } from './types.js';

const [WIDTH, HEIGHT] = [400, 400];
/** The belt that carries the memory, the gates, and the line that feeds them. */
const [BELT, GATES, FEED] = [58, 200, 290];
const GATE = { width: 84, height: 46 };
const OPERATION = 13;

interface Block {
  name: string;
  symbol: string;
  squash: string;
  colour: string;
  /** Of its middle. */
  x: number;
}

const forget: Block = { name: 'forget', symbol: 'f', squash: 'σ', colour: palette.red, x: 60 };
const input: Block = { name: 'input', symbol: 'i', squash: 'σ', colour: palette.green, x: 152 };
const candidate: Block = {
  ...{ name: 'candidate', symbol: 'c̃', squash: 'tanh' },
  ...{ colour: palette.purple, x: 244 },
};
const output: Block = { name: 'output', symbol: 'o', squash: 'σ', colour: palette.blue, x: 336 };
/** As TensorFlow.js keeps them, side by side. */
const inKernel = [input, forget, candidate, output];

const DESCRIPTION =
  'The memory of before runs along the top from left to right. It is multiplied by the forget gate, then the input gate ' +
  'times the candidate is added: the new memory. Its tanh times the output gate is the output. All four blocks read the ' +
  "word's vector and the output of the step before. Below: the order of their columns in kernel, recurrent kernel and " +
  'bias: input, forget, candidate, output.';

const text = (x: number, y: number, words: string, style = '') =>
  `<text x="${x}" y="${y}" text-anchor="middle" ${style}>${words}</text>`;

/** A letter with an index below. */
const indexed = (letter: string, index: string) =>
  `<tspan font-style="italic">${letter}</tspan><tspan dy="4" font-size="10">${index}</tspan>`;

function block({ name, symbol, squash, colour, x }: Block): string {
  const left = x - GATE.width / 2;
  return [
    `<rect x="${left}" y="${GATES}" width="${GATE.width}" height="${GATE.height}" rx="8" fill="${colour}" fill-opacity="0.16" stroke="${colour}" stroke-width="1.5"/>`,
    text(x, GATES + 19, name, 'font-weight="600"'),
    text(x, GATES + 37, `<tspan font-style="italic">${symbol}</tspan> = ${squash}(…)`),
  ].join('');
}

function operation(x: number, y: number, sign: string): string {
  return (
    `<circle cx="${x}" cy="${y}" r="${OPERATION}" fill="${palette.yellow}" fill-opacity="0.25" stroke="${palette.yellow}" stroke-width="1.5"/>` +
    text(x, y + 5, sign, 'font-size="15"')
  );
}

const line = (path: string, colour: string = palette.grey, width = 1.8) =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;

const head = (x: number, y: number, towards: 'up' | 'right' | 'left' | 'down', colour: string) => {
  const turn = { right: 0, down: 90, left: 180, up: 270 }[towards];
  return `<path d="M0 -4.5v9l8 -4.5z" transform="translate(${x} ${y}) rotate(${turn})" fill="${colour}"/>`;
};

/** A line with a head at its end; the path ends 8 short of `x`, `y`. */
const arrow = (
  path: string,
  [x, y, towards]: [number, number, 'up' | 'right' | 'left' | 'down'],
  colour: string = palette.grey,
) => {
  const back = { up: [0, 8], down: [0, -8], left: [8, 0], right: [-8, 0] }[towards];
  return line(path, colour) + head(x + back[0], y + back[1], towards, colour);
};

/** The belt on top: what becomes of the memory. */
function belt(): string {
  const middle = (input.x + candidate.x) / 2;
  return [
    line(`M10 ${BELT}H${WIDTH - 18}`, palette.orange, 3.5),
    head(WIDTH - 18, BELT, 'right', palette.orange),
    text(35, BELT - 36, 'memory', 'opacity="0.8"'),
    text(24, BELT - 16, indexed('c', 't−1')),
    text(WIDTH - 48, BELT - 36, 'new memory', 'opacity="0.8"'),
    text(WIDTH - 24, BELT - 16, indexed('c', 't')),
    operation(forget.x, BELT, '×'),
    operation(middle, BELT, '+'),
    arrow(
      `M${forget.x} ${GATES}V${BELT + OPERATION + 8}`,
      [forget.x, BELT + OPERATION, 'up'],
      forget.colour,
    ),
    arrow(
      `M${input.x} ${GATES}V132H${middle - OPERATION - 8}`,
      [middle - OPERATION, 132, 'right'],
      input.colour,
    ),
    arrow(
      `M${candidate.x} ${GATES}V132H${middle + OPERATION + 8}`,
      [middle + OPERATION, 132, 'left'],
      candidate.colour,
    ),
    operation(middle, 132, '×'),
    arrow(`M${middle} ${132 - OPERATION}V${BELT + OPERATION + 8}`, [
      middle,
      BELT + OPERATION,
      'up',
    ]),
  ].join('');
}

/** What is let out: the memory's tanh through the output gate. */
function outlet(): string {
  const { x, colour } = output;
  return [
    line(`M${x} ${BELT}V86`, palette.orange),
    `<rect x="${x - 24}" y="86" width="48" height="22" rx="11" fill="${palette.orange}" fill-opacity="0.16" stroke="${palette.orange}" stroke-width="1.5"/>`,
    text(x, 101, 'tanh'),
    arrow(`M${x} 108V${145 - OPERATION - 8}`, [x, 145 - OPERATION, 'down'], palette.orange),
    arrow(`M${x} ${GATES}V${145 + OPERATION + 8}`, [x, 145 + OPERATION, 'up'], colour),
    operation(x, 145, '×'),
    arrow(`M${x + OPERATION} 145H388V${FEED + 22}`, [388, FEED + 30, 'down']),
    text(346, FEED + 17, `output ${indexed('h', 't')}`),
  ].join('');
}

/** What every gate reads: the word's vector and the output of the step before. */
function feed(): string {
  const blocks = [forget, input, candidate, output];
  const word = (input.x + candidate.x) / 2;
  return [
    line(`M10 ${FEED}H${output.x}`),
    ...blocks.map(({ x }) =>
      arrow(`M${x} ${FEED}V${GATES + GATE.height + 8}`, [x, GATES + GATE.height, 'up']),
    ),
    line(`M${word} ${FEED + 24}V${FEED}`),
    text(50, FEED + 17, `output ${indexed('h', 't−1')}`),
    text(word, FEED + 38, `the word’s vector ${indexed('x', 't')}`),
  ].join('');
}

/** The order in which the blocks' columns stand in the layer's weights. */
function columns(): string {
  const [top, width] = [362, 62];
  const blocks = inKernel.map(({ symbol, colour }, place) => {
    const x = 142 + place * width;
    return (
      `<rect x="${x}" y="${top}" width="${width}" height="26" fill="${colour}" fill-opacity="0.16" stroke="${colour}" stroke-width="1.5"/>` +
      text(x + width / 2, top + 18, symbol, 'font-style="italic"')
    );
  });
  return `<text x="10" y="${top + 11}">columns of</text><text x="10" y="${top + 26}">kernel, bias …</text>${blocks.join('')}`;
}

/** One step of an LSTM: the gates, what they do to the memory, and what they read. */
export function lstmDrawing(): Svg {
  const title = 'One step of an LSTM';
  const body = [belt(), outlet(), feed(), ...inKernel.map(block), columns()].join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${title}. ${DESCRIPTION}" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-size="13" fill="currentColor"><title>${title}</title><desc>${DESCRIPTION}</desc>${body}</svg>`;
  return { svg, title };
}
