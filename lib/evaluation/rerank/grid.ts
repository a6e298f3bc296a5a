import type { CaptionsById, ImageId } from '../../data-understanding/index.js';
import type { FoundCaption, PictureSearches } from '../../inference/index.js';
import { addCounts, type BleuCounts, bleuCounts, bleuFrom } from '../bleu.js';
import { ciderD, countDocuments } from '../cider.js';
import { countCaption } from '../ngrams.js';
import { protocols, tokensUnder } from '../protocols.js';
import type { BeamJudge, GainsUnder } from './judge.js';
import { type Rerank, type RerankWay, rerankBeams } from './rerank.js';

const WEIGHTS = [0.2, 0.4, 0.6, 0.8, 1];
const NEIGHBOURS = [5, 10, 20, 40];
const CAPTIONS = [5, 10, 25, 50, 100];
const SHARPNESS = [0, 0.25, 0.5, 1];

/** The most neighbours that are tried. */
export const MOST_NEIGHBOURS = Math.max(...NEIGHBOURS);

/** The settings that are tried. More captions than the neighbours have would be no other setting. */
export function rerankGrid(by: RerankWay): Rerank[] {
  const heard = NEIGHBOURS.flatMap((neighbours) =>
    CAPTIONS.filter((captions) => captions <= 5 * neighbours).map((captions) => ({
      neighbours,
      captions,
    })),
  );
  const kinds = by === 'consensus' ? heard : SHARPNESS.map((sharpness) => ({ sharpness }));
  return kinds.flatMap((kind) => WEIGHTS.map((weight) => ({ by, weight, ...kind })));
}

/** The scores of a setting on some pictures, under the protocol `coco`. */
export interface GridScores {
  'BLEU-4': number;
  CIDEr: number;
}

/** What one beam is worth: its CIDEr-D, and what corpus BLEU adds up. */
interface Worth {
  cider: number;
  counts: BleuCounts;
}

/** A picture's beams, what each is worth, and what the judge makes of them. */
interface JudgedPicture {
  id: ImageId;
  beams: FoundCaption[];
  worth: Map<string, Worth>;
  gains: GainsUnder;
}

/** Pictures whose beams are scored once, so that many settings can be tried in a moment. */
export type JudgedPictures = readonly JudgedPicture[];

/**
 * Scores all beams of some pictures. CIDEr's document frequencies are those of these pictures' references, as if nothing else
 * were scored.
 */
export function judgePictures(
  ids: readonly ImageId[],
  searches: ReadonlyMap<ImageId, PictureSearches>,
  references: CaptionsById,
  judge: BeamJudge,
): JudgedPictures {
  const counted = (caption: string) => countCaption(tokensUnder(protocols.coco, caption));
  const people = new Map(ids.map((id) => [id, (references.get(id) ?? []).map(counted)]));
  const documents = countDocuments(people.values());
  return ids.flatMap((id) => {
    const others = people.get(id) ?? [];
    const beams = searches.get(id)?.beams;
    if (!beams) return [];
    const worth = beams.map(({ caption }): [string, Worth] => {
      const candidate = counted(caption);
      const cider = ciderD(candidate, others, documents);
      return [caption, { cider, counts: bleuCounts(candidate, others) }];
    });
    return [{ id, beams, worth: new Map(worth), gains: judge(id, beams) }];
  });
}

/** The captions that a setting chooses; without one, those that the search ranked first. */
export const captionsUnder = (pictures: JudgedPictures, setting?: Rerank): Map<ImageId, string> =>
  new Map(
    pictures.map(({ id, beams, gains }) => {
      const [best] = setting ? rerankBeams(beams, gains(setting), setting.weight) : beams;
      return [id, best.caption];
    }),
  );

/** The scores of the captions that a setting chooses. */
export function scoreSetting(pictures: JudgedPictures, setting?: Rerank): GridScores {
  const captions = captionsUnder(pictures, setting);
  const chosen = pictures.map(({ id, worth }) => worth.get(captions.get(id) as string) as Worth);
  const cider = chosen.reduce((sum, one) => sum + one.cider, 0) / chosen.length;
  const { bleu } = bleuFrom(addCounts(chosen.map(({ counts }) => counts)));
  return { 'BLEU-4': bleu[3], CIDEr: cider };
}
