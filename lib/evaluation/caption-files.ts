import { readFileSync } from 'node:fs';
import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { UserError } from '../outputs/index.js';
import { captionsFromResults, referencesFromAnnotations } from './coco-files.js';

/** What the two files of a comparison hold. */
export interface ComparedFiles {
  candidates: Map<ImageId, string>;
  /** Of the candidates' pictures; in COCO annotations others may stand beside them. */
  references: CaptionsById;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What a JSON file holds. */
function contentOf(path: string, wanted: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UserError(`There is no file ${path}.`);
    throw new UserError(`${path} cannot be read: ${reasonOf(error)}.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path} is not JSON: ${reasonOf(error)}. Expected ${wanted}.`);
  }
}

/** The entries of an object, each about a picture. */
function entriesOf(content: unknown, path: string, wanted: string): [ImageId, unknown][] {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UserError(`${path} is not an object of captions. Expected ${wanted}.`);
  }
  const entries = Object.entries(content);
  if (entries.length === 0) throw new UserError(`${path} holds no picture. Expected ${wanted}.`);
  return entries;
}

/** A caption. `where` names the file, the picture and which caption it is. */
function captionFrom(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw new UserError(`${where} is ${JSON.stringify(value)}. Expected a text between quotes.`);
}

/** A caption in which something stands. */
function referenceFrom(value: unknown, where: string): string {
  const reference = captionFrom(value, where);
  if (reference.trim() !== '') return reference;
  throw new UserError(`${where} is empty. Write a caption, or leave it out.`);
}

function readCandidates(path: string): Map<ImageId, string> {
  const wanted = '{"id": "caption", …} or [{"image_id": …, "caption": "…"}, …]';
  const content = contentOf(path, wanted);
  if (Array.isArray(content) && content.length > 0) return captionsFromResults(content, path);
  return new Map(
    entriesOf(content, path, wanted).map(([id, value]) => [
      id,
      captionFrom(value, `${path}: the caption of picture ${id}`),
    ]),
  );
}

const isText = (value: unknown) => Array.isArray(value) && typeof value[0] === 'string';

/** COCO's annotations, told from `{id: [captions]}` by what their two lists hold. */
function isAnnotations(content: unknown): content is { annotations?: unknown } {
  if (typeof content !== 'object' || content === null) return false;
  const { annotations, images } = content as Record<string, unknown>;
  return [annotations, images].some((list) => list !== undefined && !isText(list));
}

function readReferences(path: string): { references: CaptionsById; mayHoldOthers: boolean } {
  const wanted =
    '{"id": ["caption", …], …} or {"annotations": [{"image_id": …, "caption": "…"}, …]}';
  const content = contentOf(path, wanted);
  if (isAnnotations(content)) {
    return {
      references: referencesFromAnnotations(content.annotations, path),
      mayHoldOthers: true,
    };
  }
  const references = entriesOf(content, path, wanted).map(([id, value]): [ImageId, string[]] => {
    if (!Array.isArray(value) || value.length === 0) {
      throw new UserError(
        `${path}: picture ${id} has ${JSON.stringify(value)} for references. Expected ${wanted}.`,
      );
    }
    const which = (at: number) => `${path}: reference ${at + 1} of picture ${id}`;
    return [id, value.map((caption, at) => referenceFrom(caption, which(at)))];
  });
  return { references: new Map(references), mayHoldOthers: false };
}

/** Throws when a picture of the first file is not in the second. */
function assertAllIn(
  [path, ids]: [string, Iterable<ImageId>],
  [otherPath, others]: [string, ReadonlyMap<ImageId, unknown>],
) {
  const missing = [...ids].filter((id) => !others.has(id));
  if (missing.length === 0) return;
  const more = missing.length > 1 ? `, and ${missing.length - 1} more` : '';
  throw new UserError(
    `${otherPath} lacks picture ${missing[0]}${more}, which ${path} has. Both files must hold the same pictures.`,
  );
}

/**
 * Reads captions to be scored, `{id: caption}` or COCO results, and what they are compared with, `{id: [captions]}` or COCO
 * annotations. An empty caption is one. Annotations may hold further pictures, as those of a whole split do.
 * @throws UserError naming the file and the entry or picture when a file is not of its form, a reference is empty, or a
 * picture is in one file only
 */
export function readComparedFiles(candidatesPath: string, referencesPath: string): ComparedFiles {
  const candidates = readCandidates(candidatesPath);
  const { references, mayHoldOthers } = readReferences(referencesPath);
  assertAllIn([candidatesPath, candidates.keys()], [referencesPath, references]);
  if (!mayHoldOthers) {
    assertAllIn([referencesPath, references.keys()], [candidatesPath, candidates]);
  }
  return { candidates, references };
}
