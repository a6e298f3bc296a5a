import type { FeatureSource } from '../../generator/index.js';
import type { OneCaption } from '../caption-by-hand.js';
import { looksAlong } from './looks-along.js';
import type { TransformerCaptioner } from './transformer.js';

/** Where a head looks on average, in shares of 1. */
export interface HeadRow {
  layer: number;
  head: number;
  'at the start marker': number;
  'at the word before': number;
  'at itself': number;
  'at the others': number;
}

/**
 * Where each head of the self-attention looks: the mean over all words of captions but the first two, for whom the word
 * before is the start marker.
 */
export async function headHabits(
  model: TransformerCaptioner,
  features: FeatureSource,
  captions: readonly OneCaption[],
): Promise<HeadRow[]> {
  const sums: number[][] = model.weights.layers.flatMap(() =>
    Array.from({ length: model.weights.heads }, () => [0, 0, 0, 0]),
  );
  let looks = 0;
  for (const { id, sequence } of captions) {
    const { words } = await looksAlong(model, features.of(id), sequence.slice(0, -1));
    for (const [place, heads] of words.flat().entries()) {
      for (const [word, shares] of heads.entries()) {
        if (word < 2) continue;
        const [start, before, itself] = [shares[0], shares[word - 1], shares[word]];
        const four = [start, before, itself, 1 - start - before - itself];
        for (const [i, share] of four.entries()) sums[place][i] += share;
        if (place === 0) looks++;
      }
    }
  }
  return sums.map((four, place) => {
    const [start, before, itself, others] = four.map((sum) => sum / looks);
    return {
      layer: 1 + Math.floor(place / model.weights.heads),
      head: 1 + (place % model.weights.heads),
      'at the start marker': start,
      'at the word before': before,
      'at itself': itself,
      'at the others': others,
    };
  });
}
