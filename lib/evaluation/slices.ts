import { addCounts } from './bleu.js';
import { type BootstrapOptions, bootstrapIntervals, type Interval } from './bootstrap.js';
import { mean } from './numbers.js';
import { corpusScores, type ScoredCaption } from './score-captions.js';
import type { SlicedPicture, SliceKind } from './slice-kinds.js';

/** The scores of a slice. */
export const sliceMetrics = ['CIDEr', 'BLEU-4'] as const;
/** A score of a slice. */
export type SliceMetric = (typeof sliceMetrics)[number];

/** Pictures that have something in common, and what their captions are worth. */
export interface Slice {
  kind: string;
  name: string;
  /** Which of the pictures, by their places. */
  places: number[];
  scores: Record<SliceMetric, number>;
  intervals: Record<SliceMetric, Interval>;
}

/** Below this a slice says nothing. */
const FEWEST = 5;

function sliceOf(
  kind: string,
  name: string,
  places: number[],
  scored: readonly ScoredCaption[],
  options: BootstrapOptions,
): Slice {
  const pictures = places.map((place) => scored[place]);
  const counts = addCounts(pictures.map((one) => one.counts));
  const all = corpusScores(counts, (metric) => mean(pictures.map(({ scores }) => scores[metric])));
  const ranges = bootstrapIntervals({ pictures }, options);
  const { CIDEr, 'BLEU-4': bleu } = all;
  return {
    ...{ kind, name, places },
    scores: { CIDEr, 'BLEU-4': bleu },
    intervals: { CIDEr: ranges.CIDEr, 'BLEU-4': ranges['BLEU-4'] },
  };
}

/**
 * The scores of slices of a collection, each with its bootstrap intervals. CIDEr's document frequencies stay those of the
 * whole collection. Slices of fewer than five pictures are left out, and so is a kind that has no two.
 * @param scored the captions, picture by picture
 * @param pictures the same pictures, to be put into slices
 */
export function slicesOf(
  scored: readonly ScoredCaption[],
  pictures: readonly SlicedPicture[],
  kinds: readonly SliceKind[],
  options: BootstrapOptions = {},
): Slice[] {
  return kinds.flatMap(({ kind, namesOf, order }) => {
    const places = new Map<string, number[]>();
    namesOf(pictures).forEach((names, place) => {
      for (const name of names) places.set(name, [...(places.get(name) ?? []), place]);
    });
    const rank = (name: string) => order?.findIndex((start) => name.startsWith(start)) ?? 0;
    const large = [...places].filter(([, { length }]) => length >= FEWEST);
    if (large.length < 2) return [];
    return large
      .sort(([a, ofA], [b, ofB]) => rank(a) - rank(b) || ofB.length - ofA.length)
      .map(([name, some]) => sliceOf(kind, name, some, scored, options));
  });
}
