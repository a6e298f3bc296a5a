import type { CountedCaption } from './ngrams.js';

/** In how many pictures' references each n-gram occurs: what is said of many pictures says little of one. */
export interface DocumentFrequencies {
  pictures: number;
  pictureCounts: ReadonlyMap<string, number>;
}

const LONGEST = 4;
/** How quickly a difference in length is punished, in tokens. */
const SIGMA = 6;

/** Counts the pictures in whose references each n-gram occurs; one picture's references are one document. */
export function countDocuments(
  references: Iterable<readonly CountedCaption[]>,
): DocumentFrequencies {
  const pictureCounts = new Map<string, number>();
  let pictures = 0;
  for (const captions of references) {
    pictures++;
    const ngrams = new Set<string>();
    for (const { ngrams: counts } of captions) {
      for (const ofLength of counts) for (const ngram of ofLength.keys()) ngrams.add(ngram);
    }
    for (const ngram of ngrams) pictureCounts.set(ngram, (pictureCounts.get(ngram) ?? 0) + 1);
  }
  return { pictures, pictureCounts };
}

/** A caption as four vectors, one for each length of n-gram: count times inverse document frequency. */
interface WeightedCaption {
  vectors: Map<string, number>[];
  /** Euclidean lengths of the vectors. */
  norms: number[];
  bigrams: number;
}

function weigh({ tokens, ngrams }: CountedCaption, documents: DocumentFrequencies) {
  const { pictures, pictureCounts } = documents;
  const logPictures = Math.log(pictures);
  const vectors = ngrams.map((counts) => {
    const vector = new Map<string, number>();
    for (const [ngram, count] of counts) {
      const rarity = logPictures - Math.log(Math.max(1, pictureCounts.get(ngram) ?? 0));
      vector.set(ngram, count * rarity);
    }
    return vector;
  });
  const norms = vectors.map((vector) => {
    let sum = 0;
    for (const weight of vector.values()) sum += weight ** 2;
    return Math.sqrt(sum);
  });
  return { vectors, norms, bigrams: Math.max(0, tokens.length - 1) };
}

/** How alike two captions are, a cosine for each length of n-gram; the candidate's weights are clipped. */
function similarities(candidate: WeightedCaption, reference: WeightedCaption): number[] {
  const penalty = Math.exp(-((candidate.bigrams - reference.bigrams) ** 2) / (2 * SIGMA ** 2));
  return candidate.vectors.map((vector, at) => {
    const other = reference.vectors[at];
    let product = 0;
    for (const [ngram, weight] of vector) {
      const known = other.get(ngram);
      if (known !== undefined) product += Math.min(weight, known) * known;
    }
    const norms = candidate.norms[at] * reference.norms[at];
    return (penalty * product) / (norms === 0 ? 1 : norms);
  });
}

/**
 * CIDEr-D of one caption (Vedantam et al. 2015), 0 to 10, as pycocoevalcap computes it: the mean over n-gram lengths
 * and references, times 10. A collection's CIDEr-D is the mean of its captions'. With the document frequencies of a
 * single picture every n-gram is in every document and the score is 0.
 */
export function ciderD(
  candidate: CountedCaption,
  references: readonly CountedCaption[],
  documents: DocumentFrequencies,
): number {
  const weighted = weigh(candidate, documents);
  let sum = 0;
  for (const reference of references) {
    for (const value of similarities(weighted, weigh(reference, documents))) sum += value;
  }
  return (10 * sum) / (LONGEST * references.length);
}
