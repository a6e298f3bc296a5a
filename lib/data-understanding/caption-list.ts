import { shortPath, UserError } from '../outputs/index.js';
import { claimId, type PictureNames } from './image-id.js';
import type { CaptionsById } from './types.js';

/** Captions by picture, the file name of each picture, and what was wrong with what was skipped. */
export interface CaptionList {
  captions: CaptionsById;
  names: PictureNames;
  /** One sentence for each line that was skipped, with file and line. */
  problems: string[];
}

/** Nothing yet. */
export const emptyList = (): CaptionList => ({
  captions: new Map(),
  names: new Map(),
  problems: [],
});

/** A caption on one line, its letters and marks put together (NFC). */
export const captionLine = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\t\n\r]+/g, ' ')
    .trim();

/**
 * Adds a caption to its picture's.
 * @throws UserError as `claimId` does
 */
export function addCaption(
  { captions, names }: CaptionList,
  fileName: string,
  caption: string,
  where: string,
): void {
  const id = claimId(names, fileName, where);
  const known = captions.get(id);
  if (known) known.push(captionLine(caption));
  else captions.set(id, [captionLine(caption)]);
}

/**
 * Makes sure that there are captions.
 * @throws UserError with the first problem
 */
export function refuseNoCaptions(
  { captions, problems }: CaptionList,
  path: string,
  layout: string,
) {
  if (captions.size > 0) return;
  const first = problems.length > 0 ? ` The first: ${problems[0]}` : '';
  throw new UserError(
    `${shortPath(path)} holds no captions: none of its lines is ${layout}.${first}`,
  );
}
