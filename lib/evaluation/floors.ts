import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { nearestPictures, type VectorsById } from '../image-encoding/neighbours.js';
import { sayOnce } from '../outputs/index.js';
import { mean, mostOf } from './numbers.js';
import { type ProtocolName, protocols } from './protocols.js';
import { type CaptionScores, metrics, type Scores, scoreCaptions } from './score-captions.js';
import { type ScoreRow, scoreRowOf } from './score-table.js';

/** The same caption for every picture. */
export function sameCaption(ids: Iterable<ImageId>, caption: string): Map<ImageId, string> {
  return new Map([...ids].map((id) => [id, caption]));
}

/** For every picture the first caption of the training picture whose features are nearest by cosine. */
export function nearestCaptions(
  features: VectorsById,
  ids: Iterable<ImageId>,
  train: CaptionsById,
): Map<ImageId, string> {
  const candidates = [...train.keys()];
  const captions = new Map<ImageId, string>();
  for (const id of ids) {
    const [nearest] = nearestPictures(features, id, candidates, 1);
    captions.set(id, train.get(nearest.imageId)?.[0] ?? '');
  }
  return captions;
}

/** The `which`-th caption of each picture as candidate, and the others as its references. */
export function leaveOneOut(
  captions: CaptionsById,
  which: number,
): { candidates: Map<ImageId, string>; references: CaptionsById } {
  const able = [...captions].filter(([, texts]) => texts.length > Math.max(1, which));
  return {
    candidates: new Map(able.map(([id, texts]) => [id, texts[which]])),
    references: new Map(able.map(([id, texts]) => [id, texts.filter((_, at) => at !== which)])),
  };
}

/** The score of the first captions against all others, of the second ones, … */
function scoresOfPeople(captions: CaptionsById, protocol: ProtocolName): CaptionScores[] {
  const most = mostOf([...captions.values()].map(({ length }) => length));
  if (most < 2) return [];
  return Array.from({ length: most }, (_, which) => {
    const { candidates, references } = leaveOneOut(captions, which);
    return scoreCaptions(candidates, references, protocols[protocol]);
  });
}

/**
 * What a person scores, as a row of a score table: each caption in turn is the candidate and the picture's others are its
 * references; the corpus scores of the first, the second … captions are averaged.
 * Where no picture has two captions, that is said, and its numbers are NaN.
 */
export function personRow(captions: CaptionsById, protocol: ProtocolName = 'coco'): ScoreRow {
  const turns = scoresOfPeople(captions, protocol);
  if (turns.length === 0) {
    sayOnce('No picture has two captions: what a person scores against the others stays empty.');
  }
  const length = mean(turns.map(({ counts }) => counts.candidateLength / counts.referenceLength));
  const scores = metrics.map((metric) => [metric, mean(turns.map(({ corpus }) => corpus[metric]))]);
  return scoreRowOf('a person', protocol, Object.fromEntries(scores) as Scores, length);
}
