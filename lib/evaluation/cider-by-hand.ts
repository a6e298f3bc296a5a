import type { DocumentFrequencies } from './cider.js';
import { countCaption } from './ngrams.js';

/** A piece of words in the two captions that are compared, and what it weighs in each. */
export interface CiderWeight {
  words: string;
  'in pictures': number;
  /** ln(pictures / pictures that have it): 0 for what is said of all. */
  rarity: number;
  /** How often the caption has it, times the rarity. */
  candidate: number;
  reference: number;
  /** The candidate's weight, at most the reference's, times the reference's. */
  'clipped product': number;
}

/** The vectors of two captions for pieces of `n` words, a row a dimension: count times rarity (tf-idf). */
export function ciderWeights(
  candidate: string,
  reference: string,
  { pictures, pictureCounts }: DocumentFrequencies,
  n: number,
): CiderWeight[] {
  const [said, known] = [candidate, reference].map(
    (text) => countCaption(text.split(' ')).ngrams[n - 1],
  );
  return [...new Set([...said.keys(), ...known.keys()])].map((words) => {
    const having = pictureCounts.get(words) ?? 0;
    const rarity = Math.log(pictures / Math.max(1, having));
    const [own, theirs] = [said, known].map((counts) => rarity * (counts.get(words) ?? 0));
    return {
      ...{ words, 'in pictures': having, rarity, candidate: own, reference: theirs },
      'clipped product': Math.min(own, theirs) * theirs,
    };
  });
}

/** How alike two captions are by pieces of `n` words. */
export interface CiderStep {
  n: number;
  /** The sum of the clipped products. */
  products: number;
  /** Euclidean lengths of the two vectors. */
  '‖candidate‖': number;
  '‖reference‖': number;
  cosine: number;
  penalty: number;
  'cosine × penalty': number;
}

const norm = (values: number[]) => Math.hypot(...values);

/**
 * CIDEr-D of one caption against one other, step by step (Vedantam et al. 2015, section 3 and appendix): the mean of the
 * last column, times 10, is what `ciderD` gives.
 */
export function ciderSteps(
  candidate: string,
  reference: string,
  documents: DocumentFrequencies,
): CiderStep[] {
  const longer = candidate.split(' ').length - reference.split(' ').length;
  const penalty = Math.exp(-(longer ** 2) / (2 * 6 ** 2));
  return [1, 2, 3, 4].map((n) => {
    const rows = ciderWeights(candidate, reference, documents, n);
    const sum = rows.reduce((total, row) => total + row['clipped product'], 0);
    const own = norm(rows.map((row) => row.candidate));
    const theirs = norm(rows.map((row) => row.reference));
    const cosine = sum === 0 ? 0 : sum / (own * theirs);
    return {
      ...{ n, products: sum, '‖candidate‖': own, '‖reference‖': theirs },
      ...{ cosine, penalty, 'cosine × penalty': cosine * penalty },
    };
  });
}
