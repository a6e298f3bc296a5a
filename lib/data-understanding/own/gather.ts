import { basename, extname } from 'node:path';
import { shortPath } from '../../outputs/index.js';
import { captionLine } from '../caption-list.js';
import { faultOfRow } from '../caption-table.js';
import { imageIdOf } from '../image-id.js';
import type { PictureSearch } from '../picture-search.js';
import type { SplitName } from '../types.js';
import { withBlanks } from '../words-without-blanks.js';
import type { OwnRow } from './types.js';

/** A picture of the new data set. */
export interface NewPicture {
  from: string;
  /** What it is called there. */
  file: string;
  captions: string[];
  split?: SplitName;
}

/** A file name that any system and any list can hold, of which no other picture's id differs in capital letters only. */
function freeName(path: string, ids: Set<string>): string {
  const ending = extname(path);
  const plain = imageIdOf(path).replace(/[\s\p{Cc}<>:"/\\|?*]+/gu, ' ');
  const stem = plain.trim() || 'picture';
  let file = `${stem}${ending}`;
  for (let number = 2; ids.has(imageIdOf(file).toLowerCase()); number++) {
    file = `${stem}-${number}${ending}`;
  }
  ids.add(imageIdOf(file).toLowerCase());
  return file;
}

/** Pictures without captions are named one by one as long as they are few. */
const NAMED_EACH = 20;

function withoutCaptions(search: PictureSearch, taken: ReadonlyMap<string, unknown>): string[] {
  const without = search.pictures.filter((path) => !taken.has(path));
  const named = without
    .slice(0, NAMED_EACH)
    .map((path) => `${shortPath(path)} has no captions. Left out.`);
  const more = without.length - named.length;
  return more > 0 ? [...named, `${more} more pictures have no captions. Left out.`] : named;
}

/**
 * The pictures that captions name, each with its captions, and what is wrong with the others.
 * @param language for what is written without blanks between words
 */
export function gatherPictures(
  rows: readonly OwnRow[],
  search: PictureSearch,
  language?: string,
): { pictures: NewPicture[]; problems: string[] } {
  const pictures = new Map<string, NewPicture>();
  const faults = new Set<string>();
  const ids = new Set<string>();
  const problems: string[] = [];
  for (const row of rows) {
    const fault = faultOfRow(row);
    if (fault) {
      problems.push(`${row.where}: ${fault}. Left out.`);
      continue;
    }
    if (faults.has(row.picture)) continue;
    const found = search.find(row.picture);
    if ('fault' in found) {
      faults.add(row.picture);
      problems.push(`${row.where}: ${row.picture} ${found.fault}. Left out.`);
      continue;
    }
    const caption = withBlanks(captionLine(row.caption), language);
    const known = pictures.get(found.path);
    if (known) known.captions.push(caption);
    else {
      const file = freeName(found.path, ids);
      const picture = { from: found.path, file, captions: [caption], split: row.split };
      pictures.set(found.path, picture);
    }
  }
  for (const { from, file } of pictures.values()) {
    if (file !== basename(from).normalize('NFC'))
      problems.push(`${shortPath(from)} is called ${file} there.`);
  }
  problems.push(...withoutCaptions(search, pictures));
  return { pictures: [...pictures.values()], problems };
}
