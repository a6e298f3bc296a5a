import { encodeCaption, padLeft } from '../caption-preprocessing/index.js';
import { END_TOKEN, START_TOKEN, type Vocabulary, vocabularyOf } from '../vocabulary/index.js';

/** Two pictures to learn from and one to be asked about, each with one caption. */
export const CATS = {
  train: [
    { picture: 'picture 1', caption: 'the black cat sat on grass' },
    { picture: 'picture 2', caption: 'the white cat is walking on road' },
  ],
  test: { picture: 'picture 3', caption: 'the black cat is walking on grass' },
} as const;

/** A picture and its caption. */
export interface Captioned {
  picture: string;
  caption: string;
}

/** The words of a few captions and the markers, numbered from 1 in alphabetical order. */
export function alphabeticalVocabulary(captions: readonly Captioned[]): Vocabulary {
  const words = captions.flatMap(({ caption }) => caption.split(' '));
  return vocabularyOf([...new Set([START_TOKEN, ...words, END_TOKEN])].sort());
}

/** One row of the training table in the three ways the lesson writes it. */
export type PairRow = {
  row: number;
  picture: string;
  words: { partial: string; next: string };
  indices: { partial: number[]; next: number };
  padded: { partial: number[]; next: number };
};

/** The training table of a few captions: a row for every (picture, partial caption) and the word that follows. */
export function pairTable(
  captions: readonly Captioned[],
  vocabulary: Vocabulary,
  maxLength: number,
): PairRow[] {
  const rows = captions.flatMap(({ picture, caption }) => {
    const words = `${START_TOKEN} ${caption} ${END_TOKEN}`.split(' ');
    return words.slice(1).map((next, at) => {
      const partial = words.slice(0, at + 1).join(' ');
      const indices = encodeCaption(partial, vocabulary);
      const answer = vocabulary.indexOf.get(next) ?? 0;
      return {
        picture,
        words: { partial, next },
        indices: { partial: indices, next: answer },
        padded: { partial: padLeft(indices, maxLength), next: answer },
      };
    });
  });
  return rows.map((row, index) => ({ row: index + 1, ...row }));
}

/** As wide as a digit: keeps numbers in line where a plain space would not. */
const FIGURE_SPACE = '\u2007';

/** Indices in columns: each as wide as the widest of them. */
export function inColumns(indices: ArrayLike<number>, widest: number): string {
  const width = String(widest).length;
  return Array.from(indices, (index) => String(index).padStart(width, FIGURE_SPACE)).join(' ');
}

/** Rows of the training table in one of its three forms, ready to be shown. */
export function tableIn(
  form: 'words' | 'indices' | 'padded',
  rows: readonly PairRow[],
): Record<string, unknown>[] {
  const widest = Math.max(...rows.flatMap(({ padded }) => [...padded.partial, padded.next]));
  return rows.map(({ row, picture, [form]: { partial, next } }) => ({
    row,
    picture,
    'caption so far': typeof partial === 'string' ? partial : inColumns(partial, widest),
    'next word': next,
  }));
}
