import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { shortPath, slashed, UserError, writeFileWhole } from '../../outputs/index.js';
import { captionLine } from '../caption-list.js';
import { writerColumn } from '../own/columns.js';
import { readCsvFile } from '../own/csv-file.js';
import { type PictureSearch, searchPictures } from '../picture-search.js';

/** Who wrote a caption: a person, the model, or the model and then a person. */
export const writers = ['person', 'model', 'model, edited'] as const;

/** A caption with who wrote it. */
export interface KeptCaption {
  text: string;
  by: (typeof writers)[number];
}

/** A picture of the folder, by its path in it, and its captions. */
export interface KeptPicture {
  name: string;
  captions: KeptCaption[];
}

/** What `dataset create` finds by itself. */
const CAPTIONS_FILE = 'captions.csv';

const header = ['image', 'caption', writerColumn];

/** Longer than anybody says of a picture. */
const MOST_LETTERS = 1000;

/** A caption on one line; what is too long is cut off. */
const tidied = (text: string) =>
  [...captionLine(text.replace(/\p{Cc}+/gu, ' '))].slice(0, MOST_LETTERS).join('').trim();

const quoted = (cell: string) =>
  /^\s|\s$|[",;|\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** The rows of a table that this page can write again without losing anything. */
function rowsOf(path: string): string[][] {
  const table = readCsvFile(path);
  const others = table.header.filter((name) => !header.includes(name));
  const places = header.map((name) => table.header.indexOf(name));
  if (others.length > 0 || places[0] < 0 || places[1] < 0) {
    throw new UserError(
      `${shortPath(path)} is a table of another kind: expected the columns ${header.join(', ')}, and found ${table.header.join(', ')}. ` +
        'Give it another name; it stays as it is.',
    );
  }
  return table.rows.map(({ cells }) => places.map((place) => cells[place]?.[0] ?? ''));
}

/** The captions of a folder's file, by what it calls the pictures. */
function readKept(path: string, { find }: PictureSearch, folder: string) {
  const kept = new Map<string, KeptCaption[]>();
  for (const [picture, text, by] of existsSync(path) ? rowsOf(path) : []) {
    const found = find(picture);
    const name = 'path' in found ? nameIn(folder, found.path) : picture;
    const caption = { text, by: writers.find((one) => one === by) ?? 'person' };
    if (text.trim() !== '') kept.set(name, [...(kept.get(name) ?? []), caption]);
  }
  return kept;
}

/** As people sort them: picture 2 before picture 10. */
const { compare } = new Intl.Collator('en', { numeric: true });

const nameIn = (folder: string, path: string) => slashed(relative(folder, path));

/** The captions of one's own pictures, kept in a table beside them. */
export interface CaptionKeeper {
  /** The table. */
  path: string;
  /** The pictures of the folder as it is now, with their captions. */
  pictures(): KeptPicture[];
  /** The file of a picture. */
  pathOf(name: string): string | undefined;
  /**
   * Keeps the captions of a picture in place of those that it has. The file is read before and written whole: what somebody
   * else has changed in it meanwhile stays.
   */
  keep(picture: KeptPicture): void;
}

/**
 * Opens the captions of a folder of pictures: those in its `captions.csv`, which is made when the first is written.
 * @throws UserError when that is a table of another kind
 */
export function openCaptions(folder: string): CaptionKeeper {
  const path = join(folder, CAPTIONS_FILE);
  let search = searchPictures(folder);
  const files = () => new Map(search.pictures.map((file) => [nameIn(folder, file), file]));
  let known = files();
  readKept(path, search, folder);
  return {
    path,
    pictures() {
      search = searchPictures(folder);
      known = files();
      const kept = readKept(path, search, folder);
      return [...known.keys()]
        .sort(compare)
        .map((name) => ({ name, captions: kept.get(name) ?? [] }));
    },
    pathOf: (name) => known.get(name),
    keep({ name, captions }) {
      const kept = readKept(path, search, folder);
      kept.set(name, captions);
      const names = [...new Set([...[...known.keys()].sort(compare), ...kept.keys()])];
      const rows = names.flatMap((one) =>
        (kept.get(one) ?? [])
          .map(({ text, by }) => [one, tidied(text), by])
          .filter(([, text]) => text !== ''),
      );
      const lines = [header, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`);
      writeFileWhole(path, `\uFEFF${lines.join('')}`); // the mark tells spreadsheets that it is UTF-8
    },
  };
}

/** What is kept by now and what to type next, for whoever ends the work. */
export function keptSentence(keeper: CaptionKeeper, next: string): string {
  const pictures = keeper.pictures();
  const captions = pictures.reduce((sum, own) => sum + own.captions.length, 0);
  if (captions === 0) return 'No caption has been written.';
  const captioned = pictures.filter((own) => own.captions.length > 0).length;
  return `Kept in ${shortPath(keeper.path)}: ${captions} caption${captions === 1 ? '' : 's'} of ${captioned} of ${pictures.length} pictures. Next: ${next}`;
}
