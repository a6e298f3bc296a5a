import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { findPictures } from '../data-understanding/picture-files.js';
import { shortPath, UserError } from '../outputs/index.js';
import { partialBytes } from '../outputs/partial-file.js';
import { hasChecksum, needDisk, sizeText } from './bytes.js';
import { type Item, type Part, publishedAt } from './catalogue.js';
import { type DownloadOptions, download, isAddress } from './download.js';
import { pipDownload } from './pip-download.js';
import { unzip } from './unzip.js';

export interface FetchOptions extends Pick<DownloadOptions, 'stallSeconds' | 'pauseSeconds'> {
  /** The folder of all data; each item has a folder in it. */
  data: string;
  /** A folder or an address that has the files. Default: the published addresses, or pip. */
  from?: string;
  say: (text: string) => void;
}

/** A mirror's own archive of the same files is not so many times as large. */
const MOST_TIMES = 2;

const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);

/** How many of the files that an archive brings are there, wherever `openDataset` finds them. */
function countUnpacked(root: string, { folder, unpack }: Part): number {
  const found = folder === 'images' ? findPictures(root) : undefined;
  const pictures = [...(found?.pictures.values() ?? [])].flat();
  const places = folder === 'images' ? [] : [...new Set([join(root, folder), root])];
  const names = [...pictures.map((path) => basename(path)), ...places.flatMap(namesIn)];
  return new Set(names.filter((name) => unpack?.wanted.test(name))).size;
}

/** True if all of a part is there and whole. An archive that still lies there was not unpacked to the end. */
export async function isThere(root: string, part: Part): Promise<boolean> {
  const path = join(root, part.folder, part.file);
  if (part.unpack) {
    return !existsSync(join(root, part.file)) && countUnpacked(root, part) >= part.unpack.count;
  }
  if (statSync(path, { throwIfNoEntry: false })?.size !== part.bytes) return false;
  return !part.checksum || (await hasChecksum(path, part.checksum));
}

function sourcesOf({ file, addresses }: Part, from?: string): string[] {
  if (from === undefined) return addresses;
  return [isAddress(from) ? `${from.replace(/\/+$/, '')}/${file}` : join(resolve(from), file)];
}

/** Through pip; what can be done without it is said where it fails. */
async function bringByPip(
  part: Part & { pip: string },
  target: string,
  byHand: string,
): Promise<void> {
  try {
    await pipDownload(part, target);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${part.file}: ${error.message} ${byHand}`);
  }
}

/** Downloads from the first source that has it. */
async function bring(part: Part, target: string, options: FetchOptions): Promise<void> {
  const { from, say, stallSeconds, pauseSeconds } = options;
  const byHand =
    `Or get it another way, put it at ${shortPath(target)} and run this again; ` +
    '--from takes a folder or a mirror that has it.';
  const { pip } = part;
  if (pip && from === undefined) {
    say(`  ${part.file} (${sizeText(part.bytes)}) from ${publishedAt(part)}`);
    return bringByPip({ ...part, pip }, target, byHand);
  }
  // A mirror may have packed an archive in its own way; each file in it has a checksum of its own.
  const known = from === undefined || !part.unpack;
  const { bytes, checksum } = known ? part : ({} as Partial<Part>);
  const failures: string[] = [];
  for (const source of sourcesOf(part, from)) {
    say(`  ${part.file} (${sizeText(part.bytes)}) from ${source}`);
    try {
      const mostBytes = MOST_TIMES * part.bytes;
      const settings = { bytes, checksum, mostBytes, byHand, stallSeconds, pauseSeconds };
      return await download(source, target, settings);
    } catch (error) {
      if (!(error instanceof UserError) || partialBytes(target) > 0) throw error;
      failures.push(error.message);
    }
  }
  throw new UserError(failures.join('\n'));
}

/** Downloads an archive where it is not there yet, unpacks what is wanted and removes it. */
async function fetchArchive(root: string, part: Part, options: FetchOptions): Promise<void> {
  const { unpack, file } = part;
  if (!unpack) return;
  const local = options.from !== undefined && !isAddress(options.from);
  const archive = local ? sourcesOf(part, options.from)[0] : join(root, file);
  if (local && !existsSync(archive)) {
    throw new UserError(`${file} is not in ${shortPath(resolve(options.from as string))}.`);
  }
  if (!existsSync(archive)) {
    if (options.from === undefined) needDisk(root, 2 * part.bytes - partialBytes(archive), file);
    await bring(part, archive, options);
  }
  const matching = await unzip(archive, join(root, part.folder), unpack.wanted);
  if (matching === 0) throw new UserError(`${shortPath(archive)} holds nothing of what is wanted.`);
  if (!local) rmSync(archive);
}

/** Makes sure that a part is there. */
async function fetchPart(root: string, part: Part, options: FetchOptions): Promise<void> {
  const place = shortPath(join(root, part.folder));
  if (await isThere(root, part)) {
    options.say(`  ${part.file}: is there already, in ${place}`);
    return;
  }
  if (part.unpack) await fetchArchive(root, part, options);
  else await bring(part, join(root, part.folder, part.file), options);
  options.say(`  ${part.file}: is now in ${place}`);
}

/**
 * Fetches all parts of an item; one that fails does not stop the others.
 * @returns what went wrong, a message each
 */
export async function fetchItem(item: Item, options: FetchOptions): Promise<string[]> {
  options.say([`${item.name}: ${item.what}`, item.terms].filter(Boolean).join('\n  '));
  const failures: string[] = [];
  for (const part of item.parts) {
    try {
      await fetchPart(join(options.data, item.name), part, options);
    } catch (error) {
      const known = error instanceof UserError || (error as NodeJS.ErrnoException).syscall;
      if (!known) throw error;
      failures.push((error as Error).message);
      options.say(`  ${part.file}: NOT fetched`);
    }
  }
  return failures;
}
