import { join } from 'node:path';
import { type CaptionsById, type Dataset, textFolder } from '../data-understanding/index.js';
import {
  findOrRemake,
  oneWord,
  readArtefact,
  shortPath,
  UserError,
  unescaped,
  writeArtefact,
} from '../outputs/index.js';
import { cleanCaptions } from './clean-caption.js';

/** Where the cleaned captions of a data set lie. */
export function descriptionsPath(dataset: Dataset): string {
  return join(textFolder(dataset), 'descriptions.txt');
}

/** Raised whenever the same captions are cleaned or written otherwise. */
const VERSION = 2;

const madeFrom = (dataset: Dataset) => ({
  ...{ dataset: dataset.fingerprint, cleaning: dataset.text, version: VERSION },
  ...(dataset.text === 'words' && { language: dataset.language ?? 'any' }),
});

/** Writes cleaned captions, a line `<id> <caption>`; blanks in an id are written as `%20`. */
export function writeDescriptions(dataset: Dataset, cleaned: CaptionsById): void {
  const lines = [...cleaned].flatMap(([id, captions]) =>
    captions.map((text) => `${oneWord(id)} ${text}\n`),
  );
  writeArtefact(descriptionsPath(dataset), lines.join(''), madeFrom(dataset));
}

/**
 * Reads the cleaned captions of this data set.
 * @throws UserError when they are missing, changed, or were made from another data set or by another cleaning
 */
export function readDescriptions(dataset: Dataset): CaptionsById {
  const path = descriptionsPath(dataset);
  const cleaned: CaptionsById = new Map();
  const lines = readArtefact(path, madeFrom(dataset)).toString('utf8').split('\n').slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const space = line.indexOf(' ');
    if (space < 1) {
      throw new UserError(
        `${shortPath(path)}, line ${index + 1}: expected an image id, a space and a caption.`,
      );
    }
    const id = unescaped(line.slice(0, space));
    const known = cleaned.get(id);
    if (known) known.push(line.slice(space + 1));
    else cleaned.set(id, [line.slice(space + 1)]);
  }
  return cleaned;
}

/** The cleaned captions of all pictures: read when `descriptions.txt` was made from these captions, else made and written. */
export async function ensureDescriptions(dataset: Dataset): Promise<CaptionsById> {
  return findOrRemake(descriptionsPath(dataset), madeFrom(dataset), {
    read: () => readDescriptions(dataset),
    make: () => {
      const cleaned = cleanCaptions(dataset.captions, dataset.text, dataset.language);
      writeDescriptions(dataset, cleaned);
      return cleaned;
    },
  });
}
