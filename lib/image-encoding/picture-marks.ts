import { readFileSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset, ImageId } from '../data-understanding/types.js';
import { progressBar } from '../display/progress.js';
import { fileFingerprint, writeFileWhole } from '../outputs/index.js';

/** A picture's file as it was when its bytes were last read: size, and when its bytes and its entry last changed. */
type Seen = [size: number, modified: number, changed: number, mark: string];

/** The mark of a picture whose file cannot be read. */
export const UNREAD = 'unread';

/** Files looked at together. */
const AT_ONCE = 16;
/** So many take no longer than a bar would be looked at. */
const WITHOUT_BAR = 500;

const seenPath = ({ runFolder }: Dataset) => join(runFolder, 'features', 'pictures.json');

/** What was noted of the pictures; nothing where the note is not there or not whole, for it can always be made again. */
function readSeen(dataset: Dataset): Record<ImageId, Seen> {
  try {
    const seen: unknown = JSON.parse(readFileSync(seenPath(dataset), 'utf8'));
    return Object.assign(Object.create(null), seen);
  } catch {
    return {};
  }
}

const markOf = async (path: string) => (await fileFingerprint(path)).slice(0, 16);

const isSame = (seen: unknown, { size, mtimeMs, ctimeMs }: Stats): seen is Seen =>
  Array.isArray(seen) &&
  [size, mtimeMs, ctimeMs].every((value, i) => seen[i] === value) &&
  typeof seen[3] === 'string' &&
  /^[0-9a-f]{16}$/.test(seen[3]);

/** Does something for each of many, some at once. */
async function forAll<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < all.length) await work(all[next++]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/**
 * Tells the bytes of each picture from any others. A file is read again only where its size or its dates are not those
 * noted when it was read last; of pictures in a bucket it is their list that tells.
 * @returns the start of each file's SHA-256, or `UNREAD`
 */
export async function pictureMarks(dataset: Dataset): Promise<ReadonlyMap<ImageId, string>> {
  if (dataset.pictureMarks) return dataset.pictureMarks;
  const seen = readSeen(dataset);
  const marks = new Map<ImageId, string>([...dataset.imagePaths.keys()].map((id) => [id, UNREAD]));
  const others: { id: ImageId; path: string; stats: Stats }[] = [];
  await forAll([...dataset.imagePaths], async ([id, path]) => {
    const stats = await stat(path).catch(() => undefined);
    const before: unknown = seen[id];
    if (stats && isSame(before, stats)) marks.set(id, before[3]);
    else if (stats?.isFile()) others.push({ id, path, stats });
  });
  if (others.length === 0) return marks;
  const shown = others.length > WITHOUT_BAR;
  const bar = shown ? progressBar('Looking at pictures', others.length, 'pictures') : undefined;
  await forAll(others, async ({ id, path, stats: { size, mtimeMs, ctimeMs } }) => {
    const mark = await markOf(path).catch(() => UNREAD);
    marks.set(id, mark);
    if (mark !== UNREAD) seen[id] = [size, mtimeMs, ctimeMs, mark];
    bar?.advance(1);
  });
  bar?.done();
  writeFileWhole(seenPath(dataset), `${JSON.stringify(seen)}\n`);
  return marks;
}
