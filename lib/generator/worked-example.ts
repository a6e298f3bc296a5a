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

/** A column's name that is a bare number would come before all names that are words: a hair space keeps it in its place. */
const placeName = (place: number) => `\u200A${place}`;

/** Indices in columns, one a place, numbered from 1; a place behind the last index stays empty. */
function inPlaces(indices: ArrayLike<number>, places: number): Record<string, number> {
  const columns = Array.from({ length: places }, (_, at) => [placeName(at + 1), indices[at]]);
  return Object.fromEntries(columns);
}

/** Rows of the training table in one of its three forms, ready to be shown; indices stand place by place. */
export function tableIn(
  form: 'words' | 'indices' | 'padded',
  rows: readonly PairRow[],
): Record<string, unknown>[] {
  return rows.map(({ row, picture, padded, [form]: { partial, next } }) => ({
    row,
    picture,
    ...(typeof partial === 'string'
      ? { 'caption so far': partial }
      : inPlaces(partial, padded.partial.length)),
    'next word': next,
  }));
}
