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
export interface WeightedCaption {
  vectors: Map<string, number>[];
  /** Euclidean lengths of the vectors. */
  norms: number[];
  bigrams: number;
}

/** Weighs a caption's n-grams once, for captions that are compared with many. */
export function weighCaption(
  { tokens, ngrams }: CountedCaption,
  documents: DocumentFrequencies,
): WeightedCaption {
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

/** How much a difference in length takes away. */
const lengthPenalty = (one: WeightedCaption, other: WeightedCaption) =>
  Math.exp(-((one.bigrams - other.bigrams) ** 2) / (2 * SIGMA ** 2));

/** How alike two captions are, a cosine for each length of n-gram; the candidate's weights are clipped. */
function similarities(candidate: WeightedCaption, reference: WeightedCaption): number[] {
  const penalty = lengthPenalty(candidate, reference);
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
 * Prepares captions with which many candidates are compared. Where each n-gram stands is looked up once, so that of a candidate
 * only the n-grams cost time that it shares.
 * @returns of a candidate its CIDEr-D against each of the captions alone, 0 to 10
 */
export function likenessesTo(
  captions: readonly WeightedCaption[],
): (candidate: WeightedCaption) => number[] {
  const places = new Map<string, [caption: number, weight: number][]>();
  for (const [at, { vectors }] of captions.entries()) {
    for (const [ngram, weight] of vectors.flatMap((vector) => [...vector])) {
      const known = places.get(ngram);
      if (known) known.push([at, weight]);
      else places.set(ngram, [[at, weight]]);
    }
  }
  return (candidate) => {
    const products = new Float64Array(captions.length * LONGEST);
    for (const [length, vector] of candidate.vectors.entries()) {
      for (const [ngram, weight] of vector) {
        for (const [at, known] of places.get(ngram) ?? []) {
          products[at * LONGEST + length] += Math.min(weight, known) * known;
        }
      }
    }
    return captions.map((caption, at) => {
      const cosines = caption.norms.map(
        (norm, length) => products[at * LONGEST + length] / (norm * candidate.norms[length] || 1),
      );
      const sum = cosines.reduce((total, one) => total + one, 0);
      return (10 * lengthPenalty(candidate, caption) * sum) / LONGEST;
    });
  };
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
  const weighted = weighCaption(candidate, documents);
  let sum = 0;
  for (const reference of references) {
    for (const value of similarities(weighted, weighCaption(reference, documents))) sum += value;
  }
  return (10 * sum) / (LONGEST * references.length);
}
