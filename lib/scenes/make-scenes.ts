import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { progressBar } from '../display/progress.js';
import { createRandom } from '../engine/random.js';
import {
  fingerprintOf,
  removeAbandoned,
  shortPath,
  UserError,
  writeFileWhole,
} from '../outputs/index.js';
import { makeCaptions } from './captions.js';
import { drawScene } from './draw-scene.js';
import { type PlannedScene, planScenes, type Split } from './plan.js';
import { type Box, SCENES_VERSION, type Scene, type SceneAttributes } from './types.js';

/** The seed of the data set: it is the same one for everybody. */
export const SEED = 8;
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

const pictureName = /^scene\d+\.jpg$/;

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
  return existsSync(images) ? readdirSync(images).filter((file) => pictureName.test(file)) : [];
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

/** What each picture is to show, and its drawing, by image id. */
type Drawings = Map<string, { planned: PlannedScene; svg: string; boxes: Box[] }>;

function drawAll(plan: PlannedScene[], seed: number): Drawings {
  return new Map(plan.map((planned) => [planned.id, { planned, ...drawPlanned(planned, seed) }]));
}

async function writePicture(path: string, svg: string): Promise<void> {
  const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: JPEG_QUALITY }).toBuffer();
  writeFileWhole(path, jpeg);
}

const lines = (items: string[]) => `${items.join('\n')}\n`;

/** From where on nobody sees a sight any more. */
const OUT_OF_SIGHT = 0.6;

/** A scene without the sights that others hide. */
function inSight(scene: Scene, boxes: Box[]): Scene {
  const unseen = boxes.filter(({ hidden = 0 }) => hidden > OUT_OF_SIGHT).map(({ what }) => what);
  const sights = scene.sights?.filter((sight) => !unseen.includes(sight));
  return { ...scene, sights };
}

/** What people say of a planned picture: the same for the same seed. */
export function captionPlanned(planned: PlannedScene, seed: number, boxes: Box[]): string[] {
  const random = createRandom(`${seed} captions ${planned.id}`);
  return makeCaptions(inSight(planned.scene, boxes), random);
}

function tokensOf(drawings: Drawings, seed: number): string {
  return lines(
    [...drawings.values()].flatMap(({ planned, boxes }) =>
      captionPlanned(planned, seed, boxes).map(
        (caption, i) => `${planned.id}.jpg#${i}\t${caption}`,
      ),
    ),
  );
}

function listOf(plan: PlannedScene[], split: Split): string {
  return lines(plan.filter((planned) => planned.split === split).map(({ id }) => `${id}.jpg`));
}

const isEmptyFolder = (path: string) =>
  statSync(path).isDirectory() && readdirSync(path).length === 0;

/**
 * Refuses a folder that is somebody else's: one without a mark that holds more than a kill leaves before the mark.
 * @throws UserError
 */
function refuseForeign(folder: string): void {
  const marks = [files.begun, files.done].map((file) => join(folder, file));
  if (!existsSync(folder) || marks.some((mark) => existsSync(mark))) return;
  const isOurs = (name: string) =>
    name.startsWith(`${files.begun}.`) ||
    (name === files.images && isEmptyFolder(join(folder, name)));
  if (statSync(folder).isDirectory() && readdirSync(folder).every(isOurs)) return;
  throw new UserError(
    `${shortPath(folder)} holds something else than drawn scenes: say which data set it is with --dataset ` +
      '(in a notebook: DATASET=<name> before the command that starts it), or name another folder.',
  );
}

/** Makes the folder ready: pictures that an interrupted run of the same kind has drawn stay, those of others go. */
function prepare(folder: string, mark: Mark): void {
  refuseForeign(folder);
  const begun = readMark(join(folder, files.begun)) ?? readMark(join(folder, files.done));
  const same = begun !== undefined && JSON.stringify(begun) === JSON.stringify(mark);
  const images = join(folder, files.images);
  if (!same) for (const file of pictureFiles(folder)) rmSync(join(images, file));
  mkdirSync(images, { recursive: true });
  removeAbandoned(images);
  writeFileWhole(join(folder, files.begun), `${JSON.stringify(mark)}\n`);
  rmSync(join(folder, files.done), { force: true });
}

/** Paints the pictures that are not there yet, a few at once. */
async function paintMissing(folder: string, drawings: Drawings): Promise<void> {
  const there = new Set(pictureFiles(folder));
  const bar = progressBar('Drawing the scenes', drawings.size, 'pictures');
  const left = drawings.entries();
  const paint = async () => {
    for (const [id, { svg }] of left) {
      const file = `${id}.jpg`;
      if (!there.has(file)) await writePicture(join(folder, files.images, file), svg);
      bar.advance();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, paint));
  bar.done();
}

/**
 * Draws the planned pictures into `folder` and writes their captions, split lists and attributes beside them; goes on
 * where an interrupted run of the same plan and seed stopped. `scenes.json` comes last: it says that all is there.
 * @throws UserError when the folder holds something else than scenes
 */
export async function writeScenes(
  folder: string,
  plan: PlannedScene[],
  seed: number,
): Promise<void> {
  const drawings = drawAll(plan, seed);
  const tokens = tokensOf(drawings, seed);
  const fingerprint = fingerprintOf(JSON.stringify(plan) + tokens).slice(0, 16);
  const mark = { version: SCENES_VERSION, seed, count: plan.length, fingerprint };
  prepare(folder, mark);
  await paintMissing(folder, drawings);
  const attributes = [...drawings.values()].map(({ planned: { id, scene }, boxes }) => [
    id,
    { ...scene, boxes },
  ]);
  const write = (file: string, text: string) => writeFileWhole(join(folder, file), text);
  write(files.tokens, tokens);
  for (const split of ['train', 'dev', 'test'] as const) write(lists[split], listOf(plan, split));
  write(files.attributes, `${JSON.stringify(Object.fromEntries(attributes), null, 1)}\n`);
  write(files.done, `${JSON.stringify(mark, null, 1)}\n`);
  rmSync(join(folder, files.begun), { force: true });
}

/**
 * Makes the sample data set in Flickr8k's file layout: 2,000 pictures, five captions each, three split lists, and the
 * true attributes beside them. Goes on where an interrupted run stopped; does nothing when all is there.
 * @throws UserError when the folder holds something else than scenes
 */
export async function makeScenes(folder: string): Promise<void> {
  if (!scenesAreMade(folder, SEED)) await writeScenes(folder, planScenes(SEED), SEED);
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

/** The same for any data set's folder: empty where nobody has written them down. */
export function attributesIn(folder: string): Map<string, SceneAttributes> {
  return existsSync(join(folder, files.attributes)) ? readAttributes(folder) : new Map();
}
