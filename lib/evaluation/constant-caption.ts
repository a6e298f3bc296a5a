import type { CaptionsById } from '../data-understanding/types.js';
import { UserError } from '../outputs/index.js';
import { type Bleu, bleuFrom, closestLength } from './bleu.js';
import { countNgrams, largestCounts, type NgramCounts } from './ngrams.js';
import { type ProtocolName, protocols, tokensUnder } from './protocols.js';

/** What all pictures' references together say, arranged so that one caption for all of them is scored at once. */
interface ReferenceIndex {
  pictures: number;
  /** For each n-gram in how many pictures it can be matched at least once, at least twice, … */
  matchable: Map<string, number[]>[];
  /** Lengths of each picture's references. */
  lengths: number[][];
}

function indexReferences(references: string[][][]): ReferenceIndex {
  const matchable: Map<string, number[]>[] = [];
  for (const texts of references) {
    const largest = largestCounts(texts.map((tokens) => countNgrams(tokens)));
    for (const [at, counts] of largest.entries()) {
      matchable[at] ??= new Map();
      for (const [ngram, count] of counts) {
        const known = matchable[at].get(ngram) ?? [];
        for (let times = 0; times < count; times++) known[times] = (known[times] ?? 0) + 1;
        matchable[at].set(ngram, known);
      }
    }
  }
  const lengths = references.map((texts) => texts.map(({ length }) => length));
  return { pictures: references.length, matchable, lengths };
}

function matchesOf(counts: NgramCounts, { matchable }: ReferenceIndex): number[] {
  return counts.map((ngrams, at) => {
    let matches = 0;
    for (const [ngram, count] of ngrams) {
      const pictures = matchable[at].get(ngram)?.slice(0, count) ?? [];
      matches += pictures.reduce((sum, number) => sum + number, 0);
    }
    return matches;
  });
}

/** A function that gives the corpus BLEU of one caption said of every picture, quickly. */
function constantScorer(references: string[][][]): (tokens: string[]) => Bleu {
  const index = indexReferences(references);
  const lengthFor = new Map<number, number>();
  const referenceLength = (length: number) => {
    const known = lengthFor.get(length);
    if (known !== undefined) return known;
    const sum = index.lengths.reduce((total, all) => total + closestLength(length, all), 0);
    lengthFor.set(length, sum);
    return sum;
  };
  return (tokens) => {
    const counts = countNgrams(tokens);
    return bleuFrom({
      matches: matchesOf(counts, index),
      guesses: counts.map((_, at) => index.pictures * Math.max(0, tokens.length - at)),
      candidateLength: index.pictures * tokens.length,
      referenceLength: referenceLength(tokens.length),
    });
  };
}

/** The best that can be said without looking. */
export interface ConstantCaption {
  caption: string;
  /** On the captions it was chosen by: no fair score, see another split for that. */
  bleu: number[];
}

/**
 * Of all training captions the one that, said of every dev picture, has the highest corpus BLEU-4 there; of equal
 * ones the first. A model that looks at its pictures has to do better.
 * @throws UserError when there is nothing to choose from or by
 */
export function bestConstantCaption(
  train: CaptionsById,
  dev: CaptionsById,
  protocol: ProtocolName = 'coco',
): ConstantCaption {
  if (train.size === 0 || dev.size === 0) {
    throw new UserError(
      'A constant caption needs training captions, and dev captions to choose by.',
    );
  }
  const tokens = (caption: string) => tokensUnder(protocols[protocol], caption);
  const score = constantScorer([...dev.values()].map((texts) => texts.map(tokens)));
  const seen = new Set<string>();
  let best: ConstantCaption = { caption: '', bleu: [-1, -1, -1, -1] };
  for (const caption of [...train.values()].flat()) {
    const words = tokens(caption);
    const key = words.join(' ');
    if (words.length === 0 || seen.has(key)) continue;
    seen.add(key);
    const { bleu } = score(words);
    if (bleu[3] > best.bleu[3]) best = { caption, bleu };
  }
  return best;
}
