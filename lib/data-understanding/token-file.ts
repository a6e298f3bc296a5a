import { readTextFile, shortPath } from '../outputs/index.js';
import { addCaption, type CaptionList, emptyList, refuseNoCaptions } from './caption-list.js';
import type { CaptionRow } from './caption-table.js';
import { readTextLines, type TextLine } from './text-lines.js';

const layout = 'a line `<picture file>#<number><tab><caption>`';

/** A picture's name may hold a # itself: the last one counts. */
const keyParts = /^(.+)#\d+\s*$/s;

function faultOf(line: TextLine, seen: Map<string, number>): string | undefined {
  const tab = line.text.indexOf('\t');
  if (tab < 0) {
    return keyParts.test(line.text) ? 'its caption is empty' : `it has no tab: expected ${layout}`;
  }
  const key = line.text.slice(0, tab);
  if (!keyParts.test(key)) {
    return `"${key}" does not end in # and a number: expected ${layout}`;
  }
  if (line.text.slice(tab).trim() === '') return 'its caption is empty';
  if (seen.has(key)) return `${key} has a caption already, in line ${seen.get(key)}`;
  return undefined;
}

/** True for a file whose first line that holds anything is one of a token file. */
export function isTokenFile(path: string): boolean {
  const line = /\S.*/.exec(readTextFile(path))?.[0] ?? '';
  return keyParts.test(line.split('\t')[0]) && line.includes('\t');
}

/** The captions of a token file, one row per line, and the lines that are none. Throws as `readTokenFile` does. */
export function readTokenRows(path: string): { rows: CaptionRow[]; problems: string[] } {
  const rows: CaptionRow[] = [];
  const problems: string[] = [];
  const seen = new Map<string, number>();
  for (const line of readTextLines(path, `captions, ${layout}`)) {
    const where = `${shortPath(path)}, line ${line.number}`;
    const fault = faultOf(line, seen);
    if (fault) {
      problems.push(`${where}: ${fault}. Skipped.`);
      continue;
    }
    const tab = line.text.indexOf('\t');
    const key = line.text.slice(0, tab);
    seen.set(key, line.number);
    rows.push({ picture: key.replace(keyParts, '$1'), caption: line.text.slice(tab + 1), where });
  }
  return { rows, problems };
}

/**
 * Reads captions in the layout of `Flickr8k.token.txt`, in the order of the file.
 * A line that cannot be read is skipped and named in `problems`; the others are kept.
 * @throws UserError when the file is missing, empty or not UTF-8, when none of its lines can be read, or when two pictures
 * would have one id
 */
export function readTokenFile(path: string): CaptionList {
  const { rows, problems } = readTokenRows(path);
  const list = { ...emptyList(), problems };
  for (const { picture, caption, where } of rows) addCaption(list, picture, caption, where);
  refuseNoCaptions(list, path, layout);
  return list;
}
