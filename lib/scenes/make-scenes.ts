import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { progressBar } from '../display/progress';
import { createRandom } from '../engine/random';
import { fingerprintOf, shortPath, UserError, writeFileWhole } from '../outputs';
import { makeCaptions } from './captions';
import { drawScene } from './draw-scene';
import { type PlannedScene, planScenes, type Split } from './plan';
import { type Box, SCENES_VERSION, type SceneAttributes } from './types';

const DEFAULT_SEED = 8;
const JPEG_QUALITY = 90;
const AT_ONCE = 4;

const files = {
  images: 'images',
  tokens: 'Flickr8k.token.txt',
  attributes: 'attributes.json',
  begun: 'scenes.begun.json',
  done: 'scenes.json',
} as const;

const lists: Record<Split, string> = {
  train: 'Flickr_8k.trainImages.txt',
  dev: 'Flickr_8k.devImages.txt',
  test: 'Flickr_8k.testImages.txt',
};

/** What a folder of scenes is, or is becoming. */
interface Mark {
  version: number;
  seed: number;
  count: number;
  fingerprint: string;
}

function readMark(path: string): Mark | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Mark;
  } catch {
    return undefined;
  }
}

function pictureFiles(folder: string): string[] {
  const images = join(folder, files.images);
  return existsSync(images) ? readdirSync(images).filter((file) => file.endsWith('.jpg')) : [];
}

/** True if the folder holds all pictures and texts, drawn by this version (with this seed, where one is given). */
export function scenesAreMade(folder: string, seed?: number): boolean {
  const mark = readMark(join(folder, files.done));
  if (mark?.version !== SCENES_VERSION) return false;
  if (seed !== undefined && mark.seed !== seed) return false;
  const texts = [files.tokens, files.attributes, ...Object.values(lists)];
  return (
    texts.every((file) => existsSync(join(folder, file))) &&
    pictureFiles(folder).length === mark.count
  );
}

/** The SVG of a planned picture and the boxes of what is in it; the same for the same seed. */
export function drawPlanned({ id, scene }: PlannedScene, seed: number) {
  return drawScene(scene, createRandom(`${seed} drawing ${id}`));
}

async function writePicture(path: string, svg: string): Promise<void> {
  const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: JPEG_QUALITY }).toBuffer();
  writeFileWhole(path, jpeg);
}

const lines = (items: string[]) => `${items.join('\n')}\n`;

function textsOf(plan: PlannedScene[], boxes: Map<string, Box[]>, seed: number) {
  const tokens = plan.flatMap(({ id, scene }) =>
    makeCaptions(scene, createRandom(`${seed} captions ${id}`)).map(
      (caption, i) => `${id}.jpg#${i}\t${caption}`,
    ),
  );
  const attributes = plan.map(({ id, scene }) => [id, { ...scene, boxes: boxes.get(id) }]);
  const listOf = (split: Split) =>
    lines(plan.filter((planned) => planned.split === split).map(({ id }) => `${id}.jpg`));
  return new Map<string, string>([
    [files.tokens, lines(tokens)],
    [files.attributes, `${JSON.stringify(Object.fromEntries(attributes), null, 1)}\n`],
    [lists.train, listOf('train')],
    [lists.dev, listOf('dev')],
    [lists.test, listOf('test')],
  ]);
}

/** Makes the folder ready: what an interrupted run of the same kind has drawn stays, anything else goes. */
function prepare(folder: string, mark: Mark): void {
  const begun = readMark(join(folder, files.begun)) ?? readMark(join(folder, files.done));
  const same = begun !== undefined && JSON.stringify(begun) === JSON.stringify(mark);
  const images = join(folder, files.images);
  if (!same) rmSync(images, { recursive: true, force: true });
  mkdirSync(images, { recursive: true });
  for (const file of readdirSync(images)) {
    if (file.endsWith('.part')) rmSync(join(images, file), { force: true });
  }
  writeFileWhole(join(folder, files.begun), `${JSON.stringify(mark)}\n`);
  rmSync(join(folder, files.done), { force: true });
}

async function drawMissing(folder: string, drawings: Map<string, string>): Promise<void> {
  const there = new Set(pictureFiles(folder));
  const missing = [...drawings].filter(([id]) => !there.has(`${id}.jpg`));
  const bar = progressBar('Drawing the scenes', drawings.size, 'pictures');
  bar.advance(drawings.size - missing.length);
  const draw = async () => {
    for (let next = missing.pop(); next; next = missing.pop()) {
      await writePicture(join(folder, files.images, `${next[0]}.jpg`), next[1]);
      bar.advance();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, draw));
  bar.done();
}

/**
 * Draws the sample data set into `folder`, in Flickr8k's file layout: 1,200 pictures, five captions each, three split
 * lists, and the true attributes beside them. Goes on where an interrupted run stopped; does nothing when all is there.
 */
export async function makeScenes(folder: string, options: { seed?: number } = {}): Promise<void> {
  const { seed = DEFAULT_SEED } = options;
  if (scenesAreMade(folder, seed)) return;
  const plan = planScenes(seed);
  const drawn = plan.map((planned) => ({ id: planned.id, ...drawPlanned(planned, seed) }));
  const texts = textsOf(plan, new Map(drawn.map(({ id, boxes }) => [id, boxes])), seed);
  const fingerprint = fingerprintOf([...texts.values()].join('')).slice(0, 16);
  const mark = { version: SCENES_VERSION, seed, count: plan.length, fingerprint };
  prepare(folder, mark);
  await drawMissing(folder, new Map(drawn.map(({ id, svg }) => [id, svg])));
  for (const [file, text] of texts) writeFileWhole(join(folder, file), text);
  writeFileWhole(join(folder, files.done), `${JSON.stringify(mark, null, 1)}\n`);
  rmSync(join(folder, files.begun), { force: true });
}

/**
 * The true attributes of every picture, by image id.
 * @throws UserError when the folder holds no scenes, or their attributes are not readable
 */
export function readAttributes(folder: string): Map<string, SceneAttributes> {
  const path = join(folder, files.attributes);
  if (!existsSync(path)) {
    throw new UserError(
      `${shortPath(path)} is not there: only the data set \`scenes\` has true attributes. Draw it first.`,
    );
  }
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8'))));
  } catch {
    throw new UserError(
      `${shortPath(path)} is not JSON: delete it, and the scenes are drawn again.`,
    );
  }
}
