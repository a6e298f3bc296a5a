import type { CaptionsById, ImageId } from '../data-understanding/types';
import { nearestPictures, type VectorsById } from '../image-encoding/neighbours';
import { UserError } from '../outputs';
import type { Bleu } from './bleu';
import { type ProtocolName, scoreCaptions } from './protocols';
import { type ScoreRow, scoreRowOf } from './score-table';

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
function scoresOfPeople(captions: CaptionsById, protocol: ProtocolName): Bleu[] {
  const most = Math.max(0, ...[...captions.values()].map(({ length }) => length));
  if (most < 2)
    throw new UserError('A person against the others needs pictures with two captions.');
  return Array.from({ length: most }, (_, which) => {
    const { candidates, references } = leaveOneOut(captions, which);
    return scoreCaptions(candidates, references, protocol);
  });
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * What a person scores, BLEU-1 to BLEU-4: each caption in turn is the candidate and the picture's others are its
 * references; the corpus scores of the first, the second … captions are averaged.
 * @throws UserError when no picture has two captions
 */
export function personBleu(captions: CaptionsById, protocol: ProtocolName = 'coco'): number[] {
  const scores = scoresOfPeople(captions, protocol);
  return scores[0].bleu.map((_, at) => mean(scores.map(({ bleu }) => bleu[at])));
}

/** The same as a row of a score table. */
export function personRow(captions: CaptionsById, protocol: ProtocolName = 'coco'): ScoreRow {
  const ratios = scoresOfPeople(captions, protocol).map(
    ({ candidateLength, referenceLength }) => candidateLength / referenceLength,
  );
  return scoreRowOf('a person', protocol, personBleu(captions, protocol), mean(ratios));
}
