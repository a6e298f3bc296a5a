import { shortPath, shown, UserError } from '../outputs/index.js';
import { type CaptionList, captionLine, emptyList } from './caption-list.js';
import { claimId, imageIdOf } from './image-id.js';
import { imagePlace, readImages } from './karpathy-stream.js';
import type { SplitEntry } from './split-list.js';
import type { SplitName } from './types.js';

/** A split file's captions and splits, and what was wrong with the images that were skipped. */
export interface KarpathyFile extends CaptionList {
  lists: Record<SplitName, SplitEntry[]>;
}

/** The splits as files and folders call them. COCO's `restval`, what its validation pictures leave over, is learnt from. */
export const splitOf: ReadonlyMap<unknown, SplitName> = new Map<unknown, SplitName>([
  ['train', 'train'],
  ['restval', 'train'],
  ['val', 'dev'],
  ['validation', 'dev'],
  ['dev', 'dev'],
  ['test', 'test'],
]);

const layout =
  '{"images": [{"filename": …, "split": …, "sentences": [{"raw": …}, …]}, …]}, as in the files of Karpathy';

/** An element of `images`, of which nothing is known yet. */
interface ImageEntry {
  filename?: unknown;
  split?: unknown;
  sentences?: unknown;
}

function faultOf({ filename, split, sentences }: ImageEntry, seen: Map<string, string>) {
  if (typeof filename !== 'string' || filename === '') return 'it has no "filename"';
  if (!splitOf.has(split)) {
    return `its split is ${shown(split)}: expected ${[...splitOf.keys()].join(', ')}`;
  }
  const before = seen.get(filename);
  if (before) return `${imageIdOf(filename)} has captions already, from ${before}`;
  if (!Array.isArray(sentences) || sentences.length === 0) return 'it has no sentences';
  return undefined;
}

/** A sentence as one line, or what is wrong with it. */
function captionIn(sentence: unknown): { caption?: string; fault?: string } {
  const { raw } = Object(sentence) as { raw?: unknown };
  if (typeof raw !== 'string') return { fault: 'it has no "raw" text' };
  const caption = captionLine(raw);
  return caption === '' ? { fault: 'its caption is empty' } : { caption };
}

/**
 * Reads captions and splits in the layout of Karpathy and Fei-Fei's `dataset_coco.json`, in the order of the file.
 * An image or a sentence that cannot be read is skipped and named in `problems`; the others are kept.
 * @throws UserError when the file is cut short or not JSON, when no image can be read, or none of a split
 */
export async function readKarpathyFile(path: string): Promise<KarpathyFile> {
  const { captions, names, problems } = emptyList();
  const lists: KarpathyFile['lists'] = { train: [], dev: [], test: [] };
  const seen = new Map<string, string>();
  const file = shortPath(path);
  const skip = (where: string, fault: string) =>
    problems.push(`${file}, ${where}: ${fault}. Skipped.`);
  let at = -1;
  for await (const image of readImages(path)) {
    at++;
    const where = imagePlace(image, at);
    const entry = Object(image) as ImageEntry;
    const wrong = faultOf(entry, seen);
    if (wrong) {
      skip(where, wrong);
      continue;
    }
    const texts: string[] = [];
    for (const [number, sentence] of (entry.sentences as unknown[]).entries()) {
      const { caption, fault } = captionIn(sentence);
      if (caption) texts.push(caption);
      else skip(`${where}, sentences[${number}]`, fault ?? '');
    }
    if (texts.length === 0) continue;
    const { filename } = entry as { filename: string };
    const id = claimId(names, filename, `${file}, images[${at}]`);
    seen.set(filename, where);
    captions.set(id, texts);
    lists[splitOf.get(entry.split)!].push({ id, file: filename, where: `${file}, images[${at}]` });
  }
  refuseEmpty({ captions, names, lists, problems }, file);
  return { captions, names, lists, problems };
}

function refuseEmpty({ captions, lists, problems }: KarpathyFile, file: string): void {
  const first = problems.length > 0 ? ` The first problem: ${problems[0]}` : '';
  if (captions.size === 0) {
    throw new UserError(`${file} holds no captions: expected ${layout}.${first}`);
  }
  for (const split of ['train', 'val', 'test']) {
    if (lists[splitOf.get(split)!].length > 0) continue;
    throw new UserError(
      `${file} has no image of the split "${split}": expected some of each.${first}`,
    );
  }
}
