import { dirname } from 'node:path';
import { shortPath, UserError } from '../outputs/index.js';
import { imageIdOf, readTextLines } from './text-lines.js';
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
 * Reads a split list: a picture's file name a line.
 * @throws UserError when the file is missing or empty
 */
export function readSplitList(path: string): SplitEntry[] {
  return readTextLines(path, 'picture file names, one a line').map(({ text, number }) => ({
    id: imageIdOf(text.trim()),
    file: text.trim(),
    where: `${shortPath(path)}, line ${number}`,
  }));
}

/** What the entries of split lists are checked against. */
export interface SplitCheck {
  captions: CaptionsById;
  /** The pictures there are, or undefined where there is no pictures folder at all. */
  imagePaths?: Map<ImageId, string>;
}

/** Where pictures were found, for a message: the folder taken may not be the one that was meant. */
function whereFound(imagePaths: Map<ImageId, string> | undefined): string {
  const [path] = imagePaths?.values() ?? [];
  const count = imagePaths?.size.toLocaleString('en');
  return path ? ` Pictures were found in ${shortPath(dirname(path))}: ${count} in all.` : '';
}

/**
 * The splits whose every picture has captions, a file, and one place: whatever has not is left out and named in
 * `problems`. A picture in two lists stays with the test list, then the dev list, so that nothing is tested on what was learnt.
 * @throws UserError when nothing is left of a split
 */
export function checkSplits(
  lists: Record<SplitName, SplitEntry[]>,
  { captions, imagePaths }: SplitCheck,
): { splits: Record<SplitName, ImageId[]>; problems: string[] } {
  const problems: string[] = [];
  const taken = new Map<ImageId, string>();
  const keep = ({ id, file, where }: SplitEntry): boolean => {
    const fault = !captions.has(id)
      ? `${file} has no captions in the token file`
      : imagePaths && !imagePaths.has(id)
        ? `${file} is not in the pictures folder`
        : taken.has(id)
          ? `${file} is named already in ${taken.get(id)}`
          : undefined;
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
      `None of the ${named} pictures of the ${name} split can be used. ${problems[before]}${whereFound(imagePaths)}`,
    );
  };
  const test = idsOf('test');
  const dev = idsOf('dev');
  const train = idsOf('train');
  return { splits: { train, dev, test }, problems };
}
