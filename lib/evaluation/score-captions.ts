import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { UserError } from '../outputs/index.js';
import { ALIGNMENT, alignmentF } from './alignment.js';
import { addCounts, type BleuCounts, bleuCounts, bleuFrom, referencesOf } from './bleu.js';
import { ciderD, countDocuments, type DocumentFrequencies } from './cider.js';
import { type CountedCaption, countCaption } from './ngrams.js';
import { fewestOf, mostOf } from './numbers.js';
import {
  type ProtocolName,
  protocols,
  rulesInWords,
  type TextRules,
  tokensUnder,
} from './protocols.js';
import { rougeL } from './rouge.js';

/** The scores that papers report, in their order. */
export const publishedMetrics = [
  ...(['BLEU-1', 'BLEU-2', 'BLEU-3', 'BLEU-4'] as const),
  ...(['ROUGE-L', 'CIDEr'] as const),
] as const;
/** A score that papers report. */
export type PublishedMetric = (typeof publishedMetrics)[number];

/** Something for each of them. */
export const published = <T>(of: (metric: PublishedMetric) => T) =>
  Object.fromEntries(publishedMetrics.map((metric) => [metric, of(metric)])) as Record<
    PublishedMetric,
    T
  >;

/** All scores, the project's own last. */
export const metrics = [...publishedMetrics, ALIGNMENT] as const;
/** A score by its name. */
export type Metric = (typeof metrics)[number];

/** BLEU, ROUGE-L and the alignment from 0 to 1; CIDEr, which is CIDEr-D, from 0 to 10. */
export type Scores = Record<Metric, number>;

/** A picture's caption, its references and how well they agree. */
export interface ScoredCaption {
  imageId: ImageId;
  caption: string;
  references: string[];
  /** Of this caption alone; CIDEr with the document frequencies of all. */
  scores: Scores;
  /** What corpus BLEU adds up. */
  counts: BleuCounts;
}

/** Under which rules scores came about, and against how many references. */
export interface ScoreProtocol extends TextRules {
  /** The fewest and the most references of a picture. */
  references: [fewest: number, most: number];
  /** The pictures over which CIDEr's document frequencies were counted, where that was another corpus. */
  corpusPictures?: number;
}

/** The scores of a collection of captions, and picture by picture in the candidates' order. */
export interface CaptionScores {
  corpus: Scores;
  pictures: ScoredCaption[];
  counts: BleuCounts;
  protocol: ScoreProtocol;
}

/** Document frequencies for CIDEr with the rules under which n-grams were counted. */
export interface ReferenceCorpus {
  rules: TextRules;
  documents: DocumentFrequencies;
}

/** Under which rules captions are scored. */
export interface ScoreOptions extends Partial<TextRules> {
  /** A fixed table for CIDEr. Without one it is counted over the references of the pictures that are scored. */
  corpus?: ReferenceCorpus;
}

/** All rules, where some are said. */
export const rulesOf = (options: Partial<TextRules>): TextRules => ({
  tokenizer: options.tokenizer ?? 'coco',
  cleaning: options.cleaning ?? 'none',
  markers: options.markers ?? false,
});

/** Captions of many pictures, each picture's counted when its turn comes: all n-grams at once would fill the memory. */
function* countedSets(
  sets: Iterable<readonly (readonly string[])[]>,
): Generator<readonly CountedCaption[]> {
  for (const captions of sets) yield captions.map(countCaption);
}

/** Counts the document frequencies of a reference corpus, so that CIDEr can score single pictures. */
export function referenceCorpus(
  references: CaptionsById,
  options: Partial<TextRules> = {},
): ReferenceCorpus {
  const rules = rulesOf(options);
  const sets = function* () {
    for (const captions of references.values()) {
      yield captions.map((caption) => tokensUnder(rules, caption));
    }
  };
  return { rules, documents: countDocuments(countedSets(sets())) };
}

function documentsFrom({ rules, documents }: ReferenceCorpus, wanted: TextRules) {
  const [theirs, ours] = [rulesInWords(rules), rulesInWords(wanted)];
  if (theirs === ours) return documents;
  throw new UserError(
    `CIDEr's document frequencies were counted with ${theirs}, and the captions are scored with ${ours}. ` +
      'Count them again with the same rules.',
  );
}

/** A picture with its captions as text and as tokens. */
interface Compared {
  imageId: ImageId;
  caption: string;
  references: string[];
  candidate: string[];
  others: string[][];
}

function bleuScores(counts: BleuCounts) {
  const [first, second, third, fourth] = bleuFrom(counts).bleu;
  return { 'BLEU-1': first, 'BLEU-2': second, 'BLEU-3': third, 'BLEU-4': fourth };
}

function scoreOne(one: Compared, documents: DocumentFrequencies): ScoredCaption {
  const { imageId, caption, references } = one;
  const candidate = countCaption(one.candidate);
  const others = one.others.map(countCaption);
  const counts = bleuCounts(candidate, others);
  const texts = others.map(({ tokens }) => tokens);
  const scores = {
    ...bleuScores(counts),
    'ROUGE-L': rougeL(
      candidate.whole,
      others.map(({ whole }) => whole),
    ),
    CIDEr: ciderD(candidate, others, documents),
    [ALIGNMENT]: alignmentF(candidate.tokens, texts),
  };
  return { imageId, caption, references, scores, counts };
}

/** Corpus scores: BLEU from the summed counts, the others as means over the pictures. */
export function corpusScores(counts: BleuCounts, mean: (metric: Metric) => number): Scores {
  const means = { 'ROUGE-L': mean('ROUGE-L'), CIDEr: mean('CIDEr'), [ALIGNMENT]: mean(ALIGNMENT) };
  return { ...bleuScores(counts), ...means };
}

/**
 * Scores captions against their references by every metric, in one go. References of pictures without a candidate
 * are left aside. Without options the protocol is `coco`; `protocols.tutorial` is another.
 * @throws UserError when there is no candidate, a candidate's picture has no reference, or `corpus` has other rules
 * @example
 * ```ts
 * import { scoreCaptions } from 'captionlab/evaluation';
 *
 * const candidates = new Map([['cat1', 'the cat'], ['cat2', 'a dog runs']]);
 * const references = new Map([['cat1', ['the black cat']], ['cat2', ['a dog runs']]]);
 * const { corpus } = scoreCaptions(candidates, references);
 * corpus['ROUGE-L'].toFixed(3); // → '0.886'
 * ```
 */
export function scoreCaptions(
  candidates: ReadonlyMap<ImageId, string>,
  references: CaptionsById,
  options: ScoreOptions = {},
): CaptionScores {
  if (candidates.size === 0) throw new UserError('There is no caption to score.');
  const rules = rulesOf(options);
  const tokensOf = (caption: string) => tokensUnder(rules, caption);
  const compared = Array.from(candidates, ([imageId, caption]): Compared => {
    const texts = referencesOf(references, imageId);
    const others = texts.map(tokensOf);
    return { imageId, caption, references: texts, candidate: tokensOf(caption), others };
  });
  const documents = options.corpus
    ? documentsFrom(options.corpus, rules)
    : countDocuments(countedSets(compared.map(({ others }) => others)));
  const pictures = compared.map((one) => scoreOne(one, documents));
  return scoresOf(pictures, rules, options.corpus && documents.pictures);
}

/** The scores of a collection from those of its pictures. */
export function scoresOf(
  pictures: ScoredCaption[],
  rules: TextRules,
  corpusPictures?: number,
): CaptionScores {
  const counts = addCounts(pictures.map((one) => one.counts));
  const mean = (metric: Metric) =>
    pictures.reduce((sum, { scores }) => sum + scores[metric], 0) / pictures.length;
  const sizes = pictures.map((one) => one.references.length);
  return {
    corpus: corpusScores(counts, mean),
    pictures,
    counts,
    protocol: {
      ...{ ...rules, references: [fewestOf(sizes), mostOf(sizes)] },
      ...(corpusPictures === undefined ? {} : { corpusPictures }),
    },
  };
}

/** Captions by their own BLEU-4, the best first; ties, of which there are many at 0, by BLEU-1. */
export function bestFirst(scored: readonly ScoredCaption[]): ScoredCaption[] {
  return [...scored].sort(
    ({ scores: a }, { scores: b }) => b['BLEU-4'] - a['BLEU-4'] || b['BLEU-1'] - a['BLEU-1'],
  );
}

/** Every picture's own scores under a protocol, the best first. For looking at pictures only. */
export function scorePictures(
  candidates: ReadonlyMap<ImageId, string>,
  references: CaptionsById,
  protocol: ProtocolName,
): ScoredCaption[] {
  return bestFirst(scoreCaptions(candidates, references, protocols[protocol]).pictures);
}

/** A protocol in words. No number is shown without it. */
export function protocolInWords(protocol: ScoreProtocol): string {
  const { references, corpusPictures } = protocol;
  const [fewest, most] = references;
  const number = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
  const words = `${rulesInWords(protocol)}, ${number} reference${most === 1 ? '' : 's'} a picture`;
  return corpusPictures === undefined
    ? words
    : `${words}, CIDEr's document frequencies from a corpus of ${corpusPictures} pictures`;
}
