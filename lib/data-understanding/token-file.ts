import { shortPath, UserError } from '../outputs/index.js';
import { imageIdOf, readTextLines, type TextLine } from './text-lines.js';
import type { CaptionsById } from './types.js';

/** A token file's captions, and what was wrong with the lines that were skipped. */
export interface TokenFile {
  captions: CaptionsById;
  /** One sentence a skipped line, with file and line. */
  problems: string[];
}

const layout = 'a line `<picture file>#<number><tab><caption>`';

function faultOf(line: TextLine, seen: Map<string, number>): string | undefined {
  const tab = line.text.indexOf('\t');
  if (tab < 0) {
    return /#\d+$/.test(line.text) ? 'its caption is empty' : `it has no tab: expected ${layout}`;
  }
  const key = line.text.slice(0, tab);
  if (!/^[^#]+#\d+$/.test(key)) {
    return `"${key}" does not end in # and a number: expected ${layout}`;
  }
  if (line.text.slice(tab).trim() === '') return 'its caption is empty';
  if (seen.has(key)) return `${key} has a caption already, in line ${seen.get(key)}`;
  return undefined;
}

/**
 * Reads captions in the layout of `Flickr8k.token.txt`, in the order of the file.
 * A line that cannot be read is skipped and named in `problems`; the others are kept.
 * @throws UserError when the file is missing or empty, or when none of its lines can be read
 */
export function readTokenFile(path: string): TokenFile {
  const captions: CaptionsById = new Map();
  const problems: string[] = [];
  const seen = new Map<string, number>();
  for (const line of readTextLines(path, `captions, ${layout}`)) {
    const fault = faultOf(line, seen);
    if (fault) {
      problems.push(`${shortPath(path)}, line ${line.number}: ${fault}. Skipped.`);
      continue;
    }
    const tab = line.text.indexOf('\t');
    const key = line.text.slice(0, tab);
    seen.set(key, line.number);
    const id = imageIdOf(key);
    const known = captions.get(id);
    if (known) known.push(line.text.slice(tab + 1).trim());
    else captions.set(id, [line.text.slice(tab + 1).trim()]);
  }
  if (captions.size === 0) {
    throw new UserError(
      `${shortPath(path)} holds no captions: none of its lines is ${layout}. The first: ${problems[0]}`,
    );
  }
  return { captions, problems };
}
