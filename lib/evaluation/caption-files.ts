import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { readTextFile, shown, UserError } from '../outputs/index.js';
import {
  captionAt,
  isCocoAnnotations,
  isRecord,
  readAnnotations,
  readResults,
} from './coco-forms.js';

/** What the two files of a comparison hold, the same pictures on both sides. */
export interface ComparedFiles {
  candidates: Map<ImageId, string>;
  references: CaptionsById;
  /** How many pictures of a COCO annotations file have no candidate. */
  leftAside: number;
}

const candidateForms = '{"id": "caption", …} or [{"image_id": 1, "caption": "…"}, …]';
const referenceForms =
  '{"id": ["caption", …], …} or {"images": […], "annotations": [{"image_id": 1, "id": 1, "caption": "…"}, …]}';

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function readJson(path: string, wanted: string): unknown {
  let text: string;
  try {
    text = readTextFile(path);
  } catch (error) {
    if (error instanceof UserError) throw error;
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

/** The entries of a file that is one object, picture by picture. */
function entriesOf(path: string, parsed: unknown, wanted: string): [ImageId, unknown][] {
  if (isRecord(parsed)) return Object.entries(parsed);
  throw new UserError(`${path} is not an object of captions. Expected ${wanted}.`);
}

/** Throws when a file holds nothing. */
function nonEmpty<T>(path: string, captions: Map<ImageId, T>, wanted: string): Map<ImageId, T> {
  if (captions.size > 0) return captions;
  throw new UserError(`${path} holds no picture. Expected ${wanted}.`);
}

function readCandidates(path: string): Map<ImageId, string> {
  const parsed = readJson(path, candidateForms);
  if (Array.isArray(parsed)) return nonEmpty(path, readResults(path, parsed), candidateForms);
  const captions = entriesOf(path, parsed, candidateForms).map(([id, value]): [ImageId, string] => [
    id,
    captionAt(value, `${path}: the caption of picture ${id}`),
  ]);
  return nonEmpty(path, new Map(captions), candidateForms);
}

function referencesFrom(path: string, parsed: unknown): CaptionsById {
  return new Map(
    entriesOf(path, parsed, referenceForms).map(([id, value]) => {
      if (!Array.isArray(value) || value.length === 0) {
        throw new UserError(
          `${path}: picture ${id} has ${shown(value)} for references. Expected ${referenceForms}.`,
        );
      }
      const which = (at: number) => `${path}: reference ${at + 1} of picture ${id}`;
      return [id, value.map((caption, at) => captionAt(caption, which(at)))];
    }),
  );
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
 * Reads captions to be scored and what they are compared with. Candidates are an object of captions or COCO's results,
 * references an object of lists or a COCO annotations file, which may hold more pictures. A caption may be empty.
 * @throws UserError naming the file and the entry when a file is of no such form, a picture has two candidates, or it is
 * in one file only
 */
export function readComparedFiles(candidatesPath: string, referencesPath: string): ComparedFiles {
  const candidates = readCandidates(candidatesPath);
  const parsed = readJson(referencesPath, referenceForms);
  const isCoco = isCocoAnnotations(parsed);
  const all = isCoco
    ? readAnnotations(referencesPath, parsed)
    : referencesFrom(referencesPath, parsed);
  nonEmpty(referencesPath, all, referenceForms);
  assertAllIn([candidatesPath, candidates.keys()], [referencesPath, all]);
  if (!isCoco) assertAllIn([referencesPath, all.keys()], [candidatesPath, candidates]);
  const references = new Map([...all].filter(([id]) => candidates.has(id)));
  return { candidates, references, leftAside: all.size - references.size };
}
