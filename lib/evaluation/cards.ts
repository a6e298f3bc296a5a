import type { Dataset } from '../data-understanding/types.js';
import type { ClassifiedCaption } from './classified.js';
import type { ProtocolName } from './protocols.js';
import type { ScoredCaption } from './score-captions.js';

/** A picture with its caption, its references and a word about them, for display. */
export interface CaptionCardData {
  path: string;
  caption: string;
  references: string[];
  verdict: string;
}

/** Cards that say each caption's own BLEU-1 and BLEU-4, and under which protocol. */
export function scoreCards(
  scored: ScoredCaption[],
  { imagePaths }: Pick<Dataset, 'imagePaths'>,
  protocol: ProtocolName,
): CaptionCardData[] {
  return scored.map(({ imageId, caption, references, scores }) => ({
    path: imagePaths.get(imageId) ?? imageId,
    ...{ caption, references },
    verdict: `BLEU-1 ${scores['BLEU-1'].toFixed(2)}, BLEU-4 ${scores['BLEU-4'].toFixed(2)} (${protocol})`,
  }));
}

/** Cards that say which class of mistakes each caption is in. */
export function classCards(
  classified: ClassifiedCaption[],
  { imagePaths, captions }: Dataset,
): CaptionCardData[] {
  return classified.map((one) => ({
    path: imagePaths.get(one.imageId) ?? one.imageId,
    caption: one.caption,
    references: captions.get(one.imageId) ?? [],
    verdict: one.class,
  }));
}
