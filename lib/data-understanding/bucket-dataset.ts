import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf, below, faultOfKey, type Place, placeOf } from '../outputs/bucket/address.js';
import { keepFile } from '../outputs/bucket/get-file.js';
import { type ListedObject, listObjects } from '../outputs/bucket/objects.js';
import { fingerprintOf, runFolder, UserError } from '../outputs/index.js';
import { NOTE } from './dataset-note.js';
import type { PictureShelf } from './picture-files.js';
import { textFileNames } from './text-files.js';
import type { DatasetName } from './types.js';

/** A data set's folder in a bucket: its text brought here, its pictures as they lie there. */
export interface BucketDataset {
  /** Where the text is on this machine. */
  folder: string;
  shelf: PictureShelf;
  /** What tells the bytes behind an address from any others. */
  markOf(path: string): string;
  problems: string[];
}

/** Objects by their folders, and by their names there. */
function byFolder(objects: readonly ListedObject[]): Map<string, Map<string, ListedObject>> {
  const folders = new Map<string, Map<string, ListedObject>>();
  for (const object of objects) {
    const at = object.name.lastIndexOf('/');
    const folder = at < 0 ? '.' : object.name.slice(0, at);
    const files = folders.get(folder) ?? new Map<string, ListedObject>();
    folders.set(folder, files.set(object.name.slice(at + 1), object));
  }
  return folders;
}

/** Brings the files of text, as far as they are not here in the same version. */
async function bringText(name: DatasetName, root: Place, objects: readonly ListedObject[]) {
  const folder = join(runFolder(name), 'from-bucket', fingerprintOf(addressOf(root)).slice(0, 8));
  const there = new Map(objects.map((object) => [object.name, object]));
  for (const file of [...textFileNames(name), NOTE]) {
    for (const within of [file, `text/${file}`]) {
      const object = there.get(within);
      const target = join(folder, within);
      if (object) await keepFile(below(root, within), target, object);
      else rmSync(target, { force: true });
    }
  }
  return folder;
}

/** ETags are whatever a server likes; with the size they tell one version of a picture from another. */
const markOf = ({ etag, size }: ListedObject) =>
  `etag-${fingerprintOf(`${etag} ${size}`).slice(0, 16)}`;

/**
 * Opens a data set's folder in a bucket, laid out as one on a disk: its files of text are copied into the run folder, its
 * pictures are listed, and fetched by whoever reads them.
 * @throws UserError when the bucket cannot be read, or nothing lies in the folder
 */
export async function openBucket(name: DatasetName, address: string): Promise<BucketDataset> {
  const root = placeOf(address);
  const all = await listObjects(root);
  if (all.length === 0) {
    throw new UserError(
      `${address} holds nothing: expected a data set's captions and pictures below it.`,
    );
  }
  const safe = all.filter(({ name: key }) => !faultOfKey(key));
  const folders = byFolder(safe);
  const strange = all.find(({ name: key }) => faultOfKey(key));
  const pathOf = (folder: string, file: string) =>
    addressOf(below(root, folder === '.' ? file : `${folder}/${file}`));
  const marks = new Map(
    safe.map((object) => [addressOf(below(root, object.name)), markOf(object)]),
  );
  return {
    folder: await bringText(name, root, safe),
    shelf: { filesOf: (folder) => [...(folders.get(folder)?.keys() ?? [])], pathOf },
    markOf: (path) => marks.get(path) ?? '',
    problems: strange
      ? [
          `${all.length - safe.length} keys in ${address} are no paths below it and left out, as ${JSON.stringify(strange.name)}: ${faultOfKey(strange.name)}.`,
        ]
      : [],
  };
}
