import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readTextFile, shortPath, UserError, writeFileWhole } from '../outputs/index.js';
import type { TextName } from './types.js';

/** The text rules by their names. */
export const textNames: readonly TextName[] = ['tutorial', 'full', 'words'];

/** What a data set of one's own says of itself, in `dataset.json` beside its captions. */
export interface DatasetNote {
  /** Of most captions, as a BCP 47 tag. */
  language?: string;
  /** How its captions become words unless somebody says otherwise. */
  text?: TextName;
  /** How often a word must occur in its training captions to be learnt. */
  minCount?: number;
}

/** The name of its file. */
export const NOTE = 'dataset.json';

const notePath = (folder: string) => join(folder, NOTE);

/** Writes the note. */
export function writeNote(folder: string, note: DatasetNote): void {
  writeFileWhole(notePath(folder), `${JSON.stringify(note, null, 2)}\n`);
}

function faultOf({ language, text, minCount }: Record<keyof DatasetNote, unknown>) {
  if (language !== undefined && typeof language !== 'string') return '"language" is no text';
  if (text !== undefined && !textNames.includes(text as TextName))
    return `"text" is none of ${textNames.join(', ')}`;
  const isCount = Number.isInteger(minCount) && (minCount as number) >= 1;
  return minCount === undefined || isCount ? undefined : '"minCount" is no whole number above 0';
}

/**
 * The note of a data set; empty where there is none.
 * @throws UserError where it cannot be read
 */
export function readNote(folder: string): DatasetNote {
  const path = notePath(folder);
  if (!existsSync(path)) return {};
  let note: unknown;
  try {
    note = JSON.parse(readTextFile(path));
  } catch (error) {
    throw new UserError(`${shortPath(path)} cannot be read: ${(error as Error).message}.`);
  }
  const fault = faultOf(Object(note));
  if (fault) throw new UserError(`${shortPath(path)}: ${fault}. Mend it, or delete the file.`);
  const { language, text, minCount } = note as DatasetNote;
  return { language, text, minCount };
}
