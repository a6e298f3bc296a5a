import sharp from 'sharp';
import { progressBar } from '../../display/progress.js';

/** What is left of a picture when it is compared: the means of 16 × 16 fields, in which way they change, and their mean. */
export interface Look {
  /** Red, green and blue of each field, `[16 * 16 * 3]`, 0 to 255. */
  fields: Uint8Array;
  /** Differences of each field to the one right of it and the one below, `[2 * 15 * 16 * 3]`. */
  steps: Int16Array;
  mean: [number, number, number];
}

const SIDE = 16;
/** Pixels a side of a field, so that where its edges fall hardly matters. */
const WITHIN = 4;
/** Steps of fewer levels are noise. */
const CLEAR = 8;
/** Brighter or darker by so much as a whole, the picture may still be the same. */
const MOST_OFFSET = 24;
const MOST_APART = 16;
/** Of the clear steps, how many may lead another way. */
const MOST_OTHERS = 0.3;
const AT_ONCE = 4;
/** So many take no longer than a bar would be looked at. */
const WITHOUT_BAR = 500;

function stepsOf(fields: Uint8Array): Int16Array {
  const steps: number[] = [];
  const at = (x: number, y: number, channel: number) => fields[(y * SIDE + x) * 3 + channel];
  for (let a = 0; a + 1 < SIDE; a++) {
    for (let b = 0; b < SIDE; b++) {
      for (let channel = 0; channel < 3; channel++) {
        steps.push(at(a + 1, b, channel) - at(a, b, channel));
        steps.push(at(b, a + 1, channel) - at(b, a, channel));
      }
    }
  }
  return Int16Array.from(steps);
}

/** The means of square fields of a picture of `SIDE * WITHIN` pixels a side. */
function fieldsOf(pixels: Uint8Array): Uint8Array {
  const sums = new Float64Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE * WITHIN; y++) {
    for (let x = 0; x < SIDE * WITHIN; x++) {
      const field = (Math.floor(y / WITHIN) * SIDE + Math.floor(x / WITHIN)) * 3;
      const pixel = (y * SIDE * WITHIN + x) * 3;
      for (let channel = 0; channel < 3; channel++)
        sums[field + channel] += pixels[pixel + channel];
    }
  }
  return Uint8Array.from(sums, (sum) => Math.round(sum / WITHIN ** 2));
}

/**
 * What a picture looks like from afar.
 * @throws Error when it cannot be decoded
 */
async function lookAt(picture: string | Uint8Array): Promise<Look> {
  const pixels = await sharp(picture)
    .rotate()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .resize(SIDE * WITHIN, SIDE * WITHIN, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer();
  const fields = fieldsOf(pixels);
  const mean: Look['mean'] = [0, 0, 0];
  fields.forEach((value, i) => {
    mean[i % 3] += value / (SIDE * SIDE);
  });
  return { fields, steps: stepsOf(fields), mean };
}

/** The mean distance of two pictures' fields where one is as bright as the other, or Infinity where it is past the most. */
function isNear(one: Look, other: Look): boolean {
  const most = MOST_APART * one.fields.length;
  let sum = 0;
  for (let i = 0; i < one.fields.length; i++) {
    const offset = one.mean[i % 3] - other.mean[i % 3];
    sum += Math.abs(one.fields[i] - other.fields[i] - offset);
    if (sum > most) return false;
  }
  return true;
}

/**
 * Whether two pictures are one, or nearly: saved again, made smaller or brighter, moved by a step. Both change from field to
 * field in the same way: a difference hash (N. Krawetz, Kind of like that, 2013) of 16 × 16 fields in three colours, in
 * which steps too small to see do not count.
 */
function areAlike(one: Look, other: Look): boolean {
  if (one.mean.some((value, i) => Math.abs(value - other.mean[i]) > MOST_OFFSET)) return false;
  if (!isNear(one, other)) return false;
  let clear = 0;
  let others = 0;
  for (let i = 0; i < one.steps.length; i++) {
    const [a, b] = [one.steps[i], other.steps[i]];
    const most = Math.max(Math.abs(a), Math.abs(b));
    if (most <= CLEAR) continue;
    clear++;
    if (a * b <= 0 || Math.min(Math.abs(a), Math.abs(b)) < most / 4) others++;
  }
  // Pictures of one colour have no steps: then the colour has to be the same.
  if (clear === 0) return one.mean.every((value, i) => Math.abs(value - other.mean[i]) < 4);
  return others <= MOST_OTHERS * clear;
}

/** The looks of pictures, and why some could not be read. */
export async function looksOf(
  paths: readonly string[],
): Promise<{ looks: Map<string, Look>; faults: Map<string, string> }> {
  const looks = new Map<string, Look>();
  const faults = new Map<string, string>();
  const shown = paths.length > WITHOUT_BAR;
  const bar = shown ? progressBar('Looking at pictures', paths.length, 'pictures') : undefined;
  let next = 0;
  const worker = async () => {
    while (next < paths.length) {
      const path = paths[next++];
      try {
        looks.set(path, await lookAt(path));
      } catch (error) {
        faults.set(path, (error as Error).message.replaceAll('\n', ' ').trim());
      }
      bar?.advance(1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  bar?.done();
  return { looks, faults };
}

/**
 * Groups of pictures that are alike, by one or over others: for each picture of such a group, the first of it. Pictures like no other are
 * not in it.
 */
export function alikeGroups(looks: ReadonlyMap<string, Look>): Map<string, string> {
  const sorted = [...looks].sort(([, a], [, b]) => a.mean[0] - b.mean[0]);
  const root = new Map<string, string>();
  const rootOf = (name: string): string => {
    let at = name;
    for (let up = root.get(at); up !== undefined; up = root.get(at)) at = up;
    return at;
  };
  for (const [i, [name, look]] of sorted.entries()) {
    for (let j = i + 1; j < sorted.length; j++) {
      const [another, other] = sorted[j];
      if (other.mean[0] - look.mean[0] > MOST_OFFSET) break;
      const [a, b] = [rootOf(name), rootOf(another)];
      if (a === b || !areAlike(look, other)) continue;
      const [first, later] = [a, b].sort();
      root.set(later, first);
    }
  }
  const groups = new Map<string, string>();
  for (const [name] of looks) {
    const first = rootOf(name);
    if (first === name) continue;
    groups.set(name, first);
    groups.set(first, first);
  }
  return groups;
}
