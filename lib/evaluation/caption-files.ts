import { readFileSync } from 'node:fs';
import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { UserError } from '../outputs/index.js';

/** What the two files of a comparison hold, the same pictures on both sides. */
export interface ComparedFiles {
  candidates: Map<ImageId, string>;
  references: CaptionsById;
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The entries of a file that holds one JSON object. */
function entriesOf(path: string, wanted: string): [ImageId, unknown][] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UserError(`There is no file ${path}.`);
    throw new UserError(`${path} cannot be read: ${reasonOf(error)}.`);
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path} is not JSON: ${reasonOf(error)}. Expected ${wanted}.`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new UserError(`${path} is not an object of captions. Expected ${wanted}.`);
  }
  const entries = Object.entries(parsed);
  if (entries.length === 0) throw new UserError(`${path} holds no picture. Expected ${wanted}.`);
  return entries;
}

/** A caption in which something stands. `where` names the file, the picture and which caption it is. */
function captionFrom(value: unknown, where: string): string {
  if (typeof value !== 'string') {
    throw new UserError(`${where} is ${JSON.stringify(value)}. Expected a text between quotes.`);
  }
  if (value.trim() === '') {
    throw new UserError(`${where} is empty. Write a caption, or leave it out on both sides.`);
  }
  return value;
}

function readCandidates(path: string): Map<ImageId, string> {
  const entries = entriesOf(path, '{"id": "caption", …}');
  return new Map(
    entries.map(([id, value]) => [id, captionFrom(value, `${path}: the caption of picture ${id}`)]),
  );
}

function readReferences(path: string): CaptionsById {
  const wanted = '{"id": ["caption", …], …}';
  return new Map(
    entriesOf(path, wanted).map(([id, value]) => {
      if (!Array.isArray(value) || value.length === 0) {
        throw new UserError(
          `${path}: picture ${id} has ${JSON.stringify(value)} for references. Expected ${wanted}.`,
        );
      }
      const which = (at: number) => `${path}: reference ${at + 1} of picture ${id}`;
      return [id, value.map((caption, at) => captionFrom(caption, which(at)))];
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
 * Reads captions to be scored and what they are compared with.
 * @throws UserError naming the file and the picture when a file is not of its form, a caption is empty, or a picture
 * is in one file only
 */
export function readComparedFiles(candidatesPath: string, referencesPath: string): ComparedFiles {
  const candidates = readCandidates(candidatesPath);
  const references = readReferences(referencesPath);
  assertAllIn([candidatesPath, candidates.keys()], [referencesPath, references]);
  assertAllIn([referencesPath, references.keys()], [candidatesPath, candidates]);
  return { candidates, references };
}
