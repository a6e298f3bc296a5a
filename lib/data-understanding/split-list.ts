import { dirname } from 'node:path';
import { shortPath, UserError } from '../outputs/index.js';
import { imageIdOf } from './image-id.js';
import { kindNames } from './picture-kinds.js';
import { readTextLines } from './text-lines.js';
import type { CaptionsById, ImageId, SplitName } from './types.js';

/** A picture that a split list names, and where it does. */
export interface SplitEntry {
  id: ImageId;
  /** The picture's file name as the list has it. */
  file: string;
  /** The list and the line, for messages. */
  where: string;
}

/**
 * Reads a split list: a picture's file name a line. Blanks before a name belong to it where captions have them too.
 * @throws UserError when the file is missing, empty or not UTF-8
 */
export function readSplitList(path: string, captions?: CaptionsById): SplitEntry[] {
  return readTextLines(path, 'picture file names, one a line').map(({ text, number }) => {
    const file = captions?.has(imageIdOf(text)) ? text.trimEnd() : text.trim();
    return { id: imageIdOf(file), file, where: `${shortPath(path)}, line ${number}` };
  });
}

/** What the entries of split lists are checked against. */
export interface SplitCheck {
  captions: CaptionsById;
  /** The pictures there are, or undefined where there is no pictures folder at all. */
  imagePaths?: Map<ImageId, string>;
  /** The names of files in the pictures folder that are of no kind that is read. */
  otherFiles?: Map<ImageId, string>;
}

/** Where pictures were found, for a message: the folder taken may not be the one that was meant. */
function whereFound(imagePaths: Map<ImageId, string> | undefined): string {
  const [path] = imagePaths?.values() ?? [];
  const count = imagePaths?.size.toLocaleString('en');
  return path ? ` Pictures were found in ${shortPath(dirname(path))}: ${count} in all.` : '';
}

/** Why a picture has no file. */
const missing = (file: string, other: string | undefined) =>
  other
    ? `${other} is of a kind that is not read: save it as one of ${kindNames}`
    : `${file} is not in the pictures folder`;

/** What keeps a picture out of a data set, or undefined. */
function faultOf({ id, file }: SplitEntry, { captions, imagePaths, otherFiles }: SplitCheck) {
  if (!captions.has(id)) return `${file} has no captions`;
  return imagePaths && !imagePaths.has(id) ? missing(file, otherFiles?.get(id)) : undefined;
}

/** The pictures that have captions and a file, and what is wrong with the others. */
export function usablePictures(
  entries: readonly SplitEntry[],
  check: SplitCheck,
): { usable: ImageId[]; problems: string[] } {
  const faults = entries.map((entry) => ({ ...entry, fault: faultOf(entry, check) }));
  return {
    usable: faults.filter(({ fault }) => !fault).map(({ id }) => id),
    problems: faults.flatMap(({ where, fault }) => (fault ? `${where}: ${fault}. Left out.` : [])),
  };
}

/**
 * The splits whose every picture has captions, a file, and one place: whatever has not is left out and named in
 * `problems`. A picture in two lists stays with the test list, then the dev list, so that nothing is tested on what was learnt.
 * @throws UserError when nothing is left of a split
 */
export function checkSplits(
  lists: Record<SplitName, SplitEntry[]>,
  check: SplitCheck,
): { splits: Record<SplitName, ImageId[]>; problems: string[] } {
  const problems: string[] = [];
  const taken = new Map<ImageId, string>();
  const keep = (entry: SplitEntry): boolean => {
    const { id, file, where } = entry;
    const before = taken.get(id);
    const fault = faultOf(entry, check) ?? (before && `${file} is named already in ${before}`);
    if (fault) problems.push(`${where}: ${fault}. Left out of the split.`);
    else taken.set(id, where);
    return !fault;
  };
  const idsOf = (name: SplitName): ImageId[] => {
    const before = problems.length;
    const kept = lists[name].filter(keep);
    if (kept.length > 0) return kept.map(({ id }) => id);
    const named = lists[name].length.toLocaleString('en');
    throw new UserError(
      `None of the ${named} pictures of the ${name} split can be used. ${problems[before]}${whereFound(check.imagePaths)}`,
    );
  };
  const test = idsOf('test');
  const dev = idsOf('dev');
  const train = idsOf('train');
  return { splits: { train, dev, test }, problems };
}
