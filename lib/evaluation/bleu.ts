import type { ImageId } from '../data-understanding/types.js';
import { UserError } from '../outputs/index.js';
import { type CountedCaption, clippedMatches, countCaption, largestCounts } from './ngrams.js';

/** The n-grams of one or many captions, counted; entry n - 1 is about n-grams of n tokens. */
export interface BleuCounts {
  /** n-grams that a reference has too, clipped. */
  matches: number[];
  /** All n-grams of the candidates. */
  guesses: number[];
  candidateLength: number;
  /** Of the references nearest in length. */
  referenceLength: number;
}

export interface Bleu extends BleuCounts {
  /** BLEU-1 to BLEU-4, 0 to 1. */
  bleu: number[];
  /** Matches / guesses, n-gram by n-gram length. */
  precisions: number[];
  /** 1, or less where the candidates are shorter than their references. */
  brevityPenalty: number;
}

const longest = 4;
const zeros = () => new Array<number>(longest).fill(0);
/** What pycocoevalcap adds above and below the line so that it never divides by zero or takes a root of it. */
const tiny = 1e-15;
const small = 1e-9;

/** The length among the references' that is nearest to the candidate's; of two as near, the shorter. */
export function closestLength(length: number, references: readonly number[]): number {
  return references.reduce((best, other) => {
    const nearer = Math.abs(other - length) - Math.abs(best - length);
    return nearer < 0 || (nearer === 0 && other < best) ? other : best;
  });
}

/** Counts what BLEU needs of one candidate and its references. */
export function bleuCounts(
  { tokens, ngrams }: CountedCaption,
  references: readonly CountedCaption[],
): BleuCounts {
  const reference = largestCounts(references.map((one) => one.ngrams));
  return {
    matches: ngrams.map((counts, at) => clippedMatches(counts, reference[at])),
    guesses: ngrams.map((_, at) => Math.max(0, tokens.length - at)),
    candidateLength: tokens.length,
    referenceLength: closestLength(
      tokens.length,
      references.map((one) => one.tokens.length),
    ),
  };
}

/** The counts of a corpus: the sums of its captions' counts. */
export function addCounts(all: Iterable<BleuCounts>): BleuCounts {
  const sum: BleuCounts = {
    matches: zeros(),
    guesses: zeros(),
    candidateLength: 0,
    referenceLength: 0,
  };
  for (const counts of all) {
    for (let at = 0; at < longest; at++) {
      sum.matches[at] += counts.matches[at];
      sum.guesses[at] += counts.guesses[at];
    }
    sum.candidateLength += counts.candidateLength;
    sum.referenceLength += counts.referenceLength;
  }
  return sum;
}

/**
 * BLEU from counts (Papineni et al. 2002, with pycocoevalcap's two small constants): the geometric mean of the
 * precisions of 1 to n tokens, times the brevity penalty.
 */
export function bleuFrom(counts: BleuCounts): Bleu {
  const { matches, guesses, candidateLength, referenceLength } = counts;
  const ratio = (candidateLength + tiny) / (referenceLength + small);
  const brevityPenalty = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1;
  let product = 1;
  const bleu = matches.map((match, at) => {
    product *= (match + tiny) / (guesses[at] + small);
    return product ** (1 / (at + 1)) * brevityPenalty;
  });
  const precisions = matches.map((match, at) => (guesses[at] > 0 ? match / guesses[at] : 0));
  return { ...counts, bleu, precisions, brevityPenalty };
}

/**
 * BLEU of one caption, for sorting pictures. As in pycocoevalcap nothing is smoothed but by 1e-15: a caption without
 * a common 4-gram has a BLEU-4 near 0, so among such pictures it says little.
 */
export function sentenceBleu(candidate: string[], references: string[][]): Bleu {
  return bleuFrom(bleuCounts(countCaption(candidate), references.map(countCaption)));
}

/** A picture's references. Throws a UserError when there is none. */
export function referencesOf<T>(references: ReadonlyMap<ImageId, T[]>, id: ImageId): T[] {
  const found = references.get(id);
  if (found && found.length > 0) return found;
  throw new UserError(`Picture ${id} has a candidate caption but no reference to compare it with.`);
}

/**
 * BLEU of a whole collection as pycocoevalcap computes it: matches, guesses and lengths are summed over all pictures
 * first. This is not the mean of the pictures' own BLEU.
 * @throws UserError when a picture has no reference, or there is no candidate at all
 */
export function corpusBleu(
  candidates: ReadonlyMap<ImageId, string[]>,
  references: ReadonlyMap<ImageId, string[][]>,
): Bleu {
  if (candidates.size === 0) throw new UserError('There is no caption to score.');
  return bleuFrom(
    addCounts(
      Array.from(candidates, ([id, tokens]) =>
        bleuCounts(countCaption(tokens), referencesOf(references, id).map(countCaption)),
      ),
    ),
  );
}
