import sharp from 'sharp';
import { createRandom, type Random } from '../engine/random.js';

/** The kinds of pictures that are of no kind of any collection here. */
export const strangeKinds = [
  'blank sheet',
  'noise',
  'page of text',
  'line drawing',
  'X-ray',
] as const;
/** A kind of strange picture. */
export type StrangeKind = (typeof strangeKinds)[number];

/** A picture of no kind of the collection, as a PNG file's bytes. */
export interface StrangePicture {
  kind: StrangeKind;
  picture: Buffer;
}

const SIZE = 299;

const png = (inner: string, background = '#ffffff') =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}"><rect width="100%" height="100%" fill="${background}"/>${inner}</svg>`,
    ),
  )
    .png()
    .toBuffer();

const between = (random: Random, low: number, high: number) =>
  low + (high - low) * random.uniform();

/** Paper of some shade, lit from some side. */
function blankSheet(random: Random): Promise<Buffer> {
  const shade = Math.round(between(random, 215, 255));
  const far = shade - Math.round(between(random, 0, 18));
  const grey = (value: number) => `rgb(${value},${value},${value - 4})`;
  const stops = `<stop offset="0" stop-color="${grey(shade)}"/><stop offset="1" stop-color="${grey(far)}"/>`;
  const light = `<linearGradient id="l" gradientTransform="rotate(${between(random, 0, 90)})">${stops}</linearGradient>`;
  return png(`${light}<rect width="100%" height="100%" fill="url(#l)"/>`);
}

function noise(random: Random): Promise<Buffer> {
  const side = random.choice([1, 2, 4, 8]);
  const across = Math.ceil(SIZE / side);
  const values = Uint8Array.from({ length: 3 * across * across }, () => random.integer(256));
  return sharp(values, { raw: { width: across, height: across, channels: 3 } })
    .resize(side * across, side * across, { kernel: 'nearest' })
    .png()
    .toBuffer();
}

/** Lines of words, each letter a short stroke: no font is needed, and nobody is to read it. */
function pageOfText(random: Random): Promise<Buffer> {
  const size = between(random, 6, 10);
  const strokes: string[] = [];
  for (let y = 26; y < SIZE - 20; y += 2 * size) {
    let x = 24;
    const end = random.uniform() < 0.2 ? between(random, 90, 200) : SIZE - 26;
    while (x < end) {
      const letters = 2 + random.integer(8);
      for (let i = 0; i < letters && x < SIZE - 24; i++, x += 0.55 * size) {
        const tall = random.uniform() < 0.3 ? size : 0.65 * size;
        const bow = between(random, -2, 2);
        strokes.push(`M${x} ${y}q${bow} ${-tall / 2} ${between(random, 0, 2)} ${-tall}`);
      }
      x += 0.6 * size;
    }
  }
  return png(`<path d="${strokes.join('')}" stroke="#222" stroke-width="1.3" fill="none"/>`);
}

/** A few figures in a pencil's lines, as on a blackboard's picture. */
function lineDrawing(random: Random): Promise<Buffer> {
  const shapes = Array.from({ length: 3 + random.integer(4) }, () => {
    const [x, y] = [between(random, 50, 250), between(random, 50, 250)];
    const r = between(random, 15, 55);
    return random.choice([
      `<circle cx="${x}" cy="${y}" r="${r}"/>`,
      `<rect x="${x - r}" y="${y - r}" width="${2 * r}" height="${1.4 * r}"/>`,
      `<path d="M${x} ${y - r}L${x + r} ${y + r}L${x - r} ${y + r}Z"/>`,
      `<path d="M${x - r} ${y}q${r / 2} ${-r} ${r} 0t${r} 0"/>`,
    ]);
  });
  return png(`<g stroke="#333" stroke-width="2" fill="none">${shapes.join('')}</g>`);
}

/** A dark plate with a spine, ribs and shadows: like an X-ray picture of a chest, and of nobody's. */
function xRay(random: Random): Promise<Buffer> {
  const middle = between(random, 140, 160);
  const ribs = Array.from({ length: 9 }, (_, i) => {
    const y = 52 + 23 * i + between(random, -2, 2);
    const wide = between(random, 84, 100) - 3 * Math.abs(i - 4);
    const side = (sign: number) =>
      `M${middle} ${y}q${sign * wide * 0.6} ${-22} ${sign * wide} ${26}`;
    return side(1) + side(-1);
  });
  const bones = Array.from(
    { length: 13 },
    (_, i) => `<rect x="${middle - 9}" y="${30 + 19 * i}" width="18" height="15" rx="4"/>`,
  );
  const heart = `<ellipse cx="${middle + between(random, 18, 30)}" cy="190" rx="44" ry="56" fill="#b8b8b8" opacity=".55"/>`;
  const chest = `<ellipse cx="${middle}" cy="165" rx="120" ry="150" fill="#4a4a4a"/>`;
  const blurred = `<filter id="b"><feGaussianBlur stdDeviation="${between(random, 1.5, 3)}"/></filter>`;
  return png(
    `${blurred}<g filter="url(#b)">${chest}${heart}<path d="${ribs.join('')}" stroke="#cfcfcf" stroke-width="7" fill="none" opacity=".7"/><g fill="#dcdcdc" opacity=".8">${bones.join('')}</g></g>`,
    '#080808',
  );
}

const draw: Record<StrangeKind, (random: Random) => Promise<Buffer>> = {
  'blank sheet': blankSheet,
  noise,
  'page of text': pageOfText,
  'line drawing': lineDrawing,
  'X-ray': xRay,
};

/** Pictures of no kind that a collection here has, so many of each, drawn by lot. */
export async function strangePictures(each = 10, seed = 1): Promise<StrangePicture[]> {
  const pictures: StrangePicture[] = [];
  for (const kind of strangeKinds) {
    const random = createRandom(`${seed} ${kind}`);
    for (let i = 0; i < each; i++) pictures.push({ kind, picture: await draw[kind](random) });
  }
  return pictures;
}
