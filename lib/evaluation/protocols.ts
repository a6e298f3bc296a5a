import { cleanCaption } from '../cleaning';
import type { CaptionsById, ImageId } from '../data-understanding/types';
import { END_TOKEN, START_TOKEN } from '../vocabulary/markers';
import { type Bleu, corpusBleu, referencesOf, sentenceBleu } from './bleu';
import { tokenize } from './tokenize';

export type ProtocolName = 'coco' | 'tutorial' | 'markers';

/** What is done to captions before they are compared. A score without its protocol says nothing. */
export interface Protocol {
  name: ProtocolName;
  /** In a few words, for tables. */
  says: string;
  /** A candidate's or a reference's tokens. */
  tokens(caption: string): string[];
}

const cleaned = (caption: string) => tokenize(cleanCaption(caption), 'whitespace');

/** The three protocols; only scores of one and the same can be compared. */
export const protocols: Record<ProtocolName, Protocol> = {
  coco: {
    name: 'coco',
    says: 'full references, lower-case, punctuation dropped, no markers',
    tokens: (caption) => tokenize(caption, 'coco'),
  },
  tutorial: {
    name: 'tutorial',
    says: "the tutorial's cleaning on both sides, no markers",
    tokens: cleaned,
  },
  markers: {
    name: 'markers',
    says: "the tutorial's cleaning, startseq and endseq counted as words: a trap",
    tokens: (caption) => [START_TOKEN, ...cleaned(caption), END_TOKEN],
  },
};

const tokensOf = (captions: CaptionsById, { tokens }: Protocol) =>
  new Map([...captions].map(([id, texts]) => [id, texts.map(tokens)]));

/**
 * Corpus BLEU of captions against their references under a named protocol.
 * @throws UserError when a candidate's picture has no reference
 */
export function scoreCaptions(
  candidates: ReadonlyMap<ImageId, string>,
  references: CaptionsById,
  protocol: ProtocolName,
): Bleu {
  const rule = protocols[protocol];
  const tokens = new Map([...candidates].map(([id, caption]) => [id, rule.tokens(caption)]));
  return corpusBleu(tokens, tokensOf(references, rule));
}

/** A picture's caption, its references and how well they agree. */
export interface ScoredCaption {
  imageId: ImageId;
  caption: string;
  references: string[];
  /** BLEU-1 to BLEU-4 of this caption alone. */
  bleu: number[];
}

/** Every picture's own BLEU under a protocol, the best BLEU-4 first; ties by BLEU-1. For looking at pictures only. */
export function scorePictures(
  candidates: ReadonlyMap<ImageId, string>,
  references: CaptionsById,
  protocol: ProtocolName,
): ScoredCaption[] {
  const { tokens } = protocols[protocol];
  const scored = Array.from(candidates, ([imageId, caption]) => {
    const texts = referencesOf(references, imageId);
    const { bleu } = sentenceBleu(tokens(caption), texts.map(tokens));
    return { imageId, caption, references: texts, bleu };
  });
  return scored.sort((a, b) => b.bleu[3] - a.bleu[3] || b.bleu[0] - a.bleu[0]);
}
