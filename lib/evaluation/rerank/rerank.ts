import type { FoundCaption } from '../../inference/index.js';

/** The ways to choose among a picture's beams: by people's captions of similar pictures, or by the other beams. */
export const rerankWays = ['consensus', 'mbr'] as const;
/** A way to choose by its name. */
export type RerankWay = (typeof rerankWays)[number];

/** How beams are chosen among. */
export interface Rerank {
  by: RerankWay;
  /** Of the gain against what the search ranked by: 0 is the search's order, 1 the gain alone. */
  weight: number;
  /** Of `consensus`: the nearest training pictures whose captions are heard. */
  neighbours?: number;
  /** Of `consensus`: how many of those captions count, those nearest to the candidate. */
  captions?: number;
  /**
   * Of `mbr`: the power of the beams' probabilities that weighs them. 1 takes them as they are, 0 all as equal; a beam holds few
   * of all captions, and the model is surer among them than it is right.
   */
  sharpness?: number;
}

/** What is usual where nothing was chosen on dev. */
export const usualRerank: Record<RerankWay, Rerank> = {
  consensus: { by: 'consensus', weight: 0.8, neighbours: 20, captions: 25 },
  mbr: { by: 'mbr', weight: 1, sharpness: 0.5 },
};

/**
 * A picture's beams in the order of `(1 - weight) * score + weight * gain`, the best first. As in the search, what never met
 * the end marker stays behind what did. Equal ones keep their order.
 * @param beams as a search ranked them
 * @param gains what each beam is worth, in CIDEr-D
 * @returns the same captions, their scores that sum
 */
export function rerankBeams(
  beams: readonly FoundCaption[],
  gains: readonly number[],
  weight: number,
): FoundCaption[] {
  const scored = beams.map((beam, at) => ({
    ...beam,
    score: (1 - weight) * beam.score + weight * gains[at],
  }));
  return scored.sort((a, b) => Number(b.ended) - Number(a.ended) || b.score - a.score);
}
