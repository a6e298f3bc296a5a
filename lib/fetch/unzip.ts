import { readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { flush, shortPath, UserError } from '../outputs/index.js';
import { bytesBar, needDisk } from './bytes.js';

const UNIX = 3;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

function isLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  const mode = externalFileAttributes >>> 16;
  return versionMadeBy >> 8 === UNIX && (mode & FILE_TYPE) === SYMBOLIC_LINK;
}

/**
 * The entries whose file names match, without the hidden ones.
 * Every name in the archive is looked at before anything is written: yauzl refuses `..`, absolute paths and drives.
 */
async function findEntries(zip: ZipFile, wanted: RegExp): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = basename(entry.fileName);
    if (entry.fileName.endsWith('/') || name.startsWith('.') || !wanted.test(name)) continue;
    if (isLink(entry)) throw new Error(`${entry.fileName} is a link`);
    if (entries.has(name)) throw new Error(`it holds ${name} twice`);
    entries.set(name, entry);
  }
  return entries;
}

/** Whether a file is there and whole: a power cut may have left its length without its contents. */
function isUnpacked({ uncompressedSize, crc32: sum }: Entry, target: string): boolean {
  const size = statSync(target, { throwIfNoEntry: false })?.size;
  return size === uncompressedSize && crc32(readFileSync(target)) === sum;
}

/** Unpacks one file beside its place and renames it once its length and its CRC-32 are right. */
async function unpack(
  zip: ZipFile,
  entry: Entry,
  target: string,
  onBytes: (n: number) => void,
): Promise<void> {
  const beside = `${target}.part`;
  const file = await open(beside, 'w');
  let crc = 0;
  try {
    // Read at once: a damaged stream that nobody listens to yet ends the process.
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      crc = crc32(chunk, crc);
      await file.appendFile(chunk);
      onBytes(chunk.length);
    }
    if (crc !== entry.crc32) throw new Error(`${entry.fileName} is damaged`);
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Unpacks the files of a zip archive whose names match `wanted` into `folder`, whatever folder they lie in there.
 * Files that are there and whole are left alone, so that it goes on where it was stopped.
 * @returns how many files of the archive match
 * @throws UserError when it is no whole zip archive, a file in it is damaged, one would be written elsewhere, or the
 *   disk is too full
 */
export async function unzip(archive: string, folder: string, wanted: RegExp): Promise<number> {
  const bar = bytesBar(`Unpacking ${basename(archive)}`);
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(archive, { autoClose: false });
    const entries = [...(await findEntries(zip, wanted))].map(([name, entry]) => ({
      entry,
      target: join(folder, name),
    }));
    const missing = entries.filter(({ entry, target }) => !isUnpacked(entry, target));
    const total = missing.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
    needDisk(folder, total, `Unpacking ${basename(archive)}`);
    await mkdir(folder, { recursive: true });
    let done = 0;
    for (const { entry, target } of missing) {
      await unpack(zip, entry, target, (n) => {
        done += n;
        bar.at(done, total);
      });
    }
    for (const { target } of missing) flush(target); // the archive may go now
    bar.done();
    return entries.length;
  } catch (error) {
    bar.done('stopped');
    // What the disk or the user did wrong has a name of its own; the rest is wrong with the archive.
    if (error instanceof UserError || (error as NodeJS.ErrnoException).syscall) throw error;
    throw new UserError(
      `${shortPath(archive)} cannot be unpacked: ${(error as Error).message}. Delete it and get it again.`,
    );
  } finally {
    zip?.close();
  }
}
