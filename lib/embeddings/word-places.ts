import { pca } from '../engine/pca.js';
import type { Vocabulary } from '../vocabulary/index.js';
import { wordVector } from './neighbours.js';
import type { EmbeddingMatrix } from './types.js';

/** A word's place on a map. */
export interface WordPlace {
  word: string;
  x: number;
  y: number;
  group: string;
}

/** Where the words of some groups lie on the plane that shows most of their differences. */
export interface WordPlaces {
  places: WordPlace[];
  /** The share of all differences that the plane shows. */
  explained: number;
}

/** Lays words on a plane by the directions of their vectors (lengths do not count); words without one are left out, and fewer than three make no plane. */
export function placeWords(
  groups: Record<string, readonly string[]>,
  matrix: EmbeddingMatrix,
  vocabulary: Vocabulary,
): WordPlaces {
  const missing = new Set(matrix.missing);
  const members = Object.entries(groups).flatMap(([group, words]) =>
    words
      .filter((word) => vocabulary.indexOf.has(word) && !missing.has(word))
      .map((word) => ({ word, group })),
  );
  if (members.length < 3) return { places: [], explained: 0 };
  const directions = members.map(({ word }) => {
    const vector = wordVector(word, matrix, vocabulary);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
  const { points, explained } = pca(directions);
  return {
    places: members.map(({ word, group }, at) => ({
      ...{ word, group },
      ...{ x: points[at][0], y: points[at][1] },
    })),
    explained: explained.reduce((sum, share) => sum + share, 0),
  };
}
