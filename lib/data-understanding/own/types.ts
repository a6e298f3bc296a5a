import type { CaptionRow } from '../caption-table.js';
import type { SplitName } from '../types.js';

/** A caption as somebody's files have it; `split` where they say which part of the collection it is of. */
export interface OwnRow extends CaptionRow {
  split?: SplitName;
}

/** Captions that were read, whatever their files look like. */
export interface CaptionSource {
  rows: OwnRow[];
  /** One sentence for each entry that could not be read. */
  problems: string[];
  /** What was found and how it was understood, a sentence each. */
  says: string[];
  /** Where the pictures are, where that is not the folder that was named. */
  picturesIn?: string;
}

/** A table as it was read: every cell as text, several texts where a cell is a list. */
export interface OwnTable {
  /** For messages. */
  file: string;
  /** The names of the columns; `column 1` and so on where the first line is no header. */
  header: string[];
  rows: { cells: string[][]; where: string }[];
}

/** Which columns hold pictures and captions, by their names or their numbers from 1; guessed where they are not named. */
export interface ColumnChoice {
  imageColumn?: string;
  captionColumn?: string[];
}
