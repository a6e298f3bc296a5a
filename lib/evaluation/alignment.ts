import { stemmer } from 'stemmer';

type Tokens = readonly string[];
/** Tokens, those that are paired taken out. */
type Words = (string | undefined)[];

/** The name under which the score is printed: METEOR 1.5 knows paraphrases and weighs words, this does not. */
export const ALIGNMENT = 'alignment F (exact, stem)';

/** Weight of the precision in the harmonic mean; the recall has the rest. */
const ALPHA = 0.1;
/** The most that disorder costs, and how slowly it begins to cost. */
const GAMMA = 0.5;
const BETA = 3;

/** A token of the candidate and the token of the reference it stands for, as positions. */
export type AlignedPair = readonly [candidate: number, reference: number];

const stems = new Map<string, string>();

function stemOf(token: string): string {
  const known = stems.get(token);
  if (known !== undefined) return known;
  const stem = stemmer(token);
  stems.set(token, stem);
  return stem;
}

/** Pairs equal words from the end; a word that is paired is taken out of both lists. */
function pairEqual(candidate: Words, reference: Words): AlignedPair[] {
  const pairs: AlignedPair[] = [];
  for (let at = candidate.length - 1; at >= 0; at--) {
    const there = candidate[at] === undefined ? -1 : reference.lastIndexOf(candidate[at]);
    if (there < 0) continue;
    pairs.push([at, there]);
    candidate[at] = undefined;
    reference[there] = undefined;
  }
  return pairs;
}

/**
 * Pairs each token of a candidate with at most one of a reference: equal words first, then words of the same stem
 * (Porter 1980). Of several equal ones the last is paired with the last. In the candidate's order.
 */
export function alignCaptions(candidate: Tokens, reference: Tokens): AlignedPair[] {
  const words: [Words, Words] = [[...candidate], [...reference]];
  const exact = pairEqual(...words);
  const [left, right] = words.map((side) => side.map((word) => word && stemOf(word)));
  return [...exact, ...pairEqual(left, right)].sort((a, b) => a[0] - b[0]);
}

/** Into how few pieces the pairs fall that stand side by side in both captions. */
function chunksOf(pairs: AlignedPair[]): number {
  return pairs.filter(([candidate, reference], at) => {
    const [before, beforeThere] = pairs[at - 1] ?? [];
    return before !== candidate - 1 || beforeThere !== reference - 1;
  }).length;
}

function alignmentWith(candidate: Tokens, reference: Tokens): number {
  const pairs = alignCaptions(candidate, reference);
  if (pairs.length === 0) return 0;
  const precision = pairs.length / candidate.length;
  const recall = pairs.length / reference.length;
  const mean = (precision * recall) / (ALPHA * recall + (1 - ALPHA) * precision);
  return mean * (1 - GAMMA * (chunksOf(pairs) / pairs.length) ** BETA);
}

/**
 * A score in the manner of METEOR as Banerjee and Lavie (2005) first defined it, without its synonyms, 0 to 1. With m
 * pairs in c chunks, P = m / candidate length and R = m / reference length: 10 P R / (R + 9 P) · (1 - 0.5 (c / m)³),
 * of the reference with which that is largest. A collection's score is the mean of its captions'.
 */
export function alignmentF(candidate: Tokens, references: readonly Tokens[]): number {
  return Math.max(0, ...references.map((reference) => alignmentWith(candidate, reference)));
}
