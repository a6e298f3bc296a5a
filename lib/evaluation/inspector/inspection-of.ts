import { captionsOf, type Dataset, type ImageId } from '../../data-understanding/index.js';
import {
  type Features,
  type Neighbour,
  nearestOfMany,
  type VectorsById,
} from '../../image-encoding/index.js';
import type { PictureSearches } from '../../inference/index.js';
import { sceneTruths } from '../attributes.js';
import { calibrationError, calibrationOf, type Foretold } from '../calibration/index.js';
import { type ProtocolName, pictureProtocolOf, protocols, tokensUnder } from '../protocols.js';
import { rankCorrelation } from '../rank-correlation.js';
import { type CaptionChoice, choiceName } from '../rerank/index.js';
import { photographSlices, sceneSlices } from '../slice-kinds.js';
import { slicesOf } from '../slices.js';
import { hallucinationsOf } from './hallucinations.js';
import { inspectDetail, inspectPictures, scoreBoth } from './inspect-captions.js';
import { scoreLines } from './score-lines.js';
import type { InspectedPicture, Inspection } from './types.js';
import { wordAgreement } from './word-agreement.js';

const NEIGHBOURS = 4;

/** What is inspected, and the seed of the resamples behind the intervals. */
export type InspectionChoice = CaptionChoice & Pick<Inspection, 'seed'>;

/** How many texts have so many tokens. */
function lengthsOf(texts: readonly (readonly string[])[]): number[] {
  const counts: number[] = [];
  for (const { length } of texts) {
    while (counts.length <= length) counts.push(0);
    counts[length]++;
  }
  return counts;
}

function summaries(
  pictures: readonly InspectedPicture[],
  foretold: readonly Foretold[],
  protocol: ProtocolName,
) {
  const texts = pictures.map(({ greedy, references }) => ({
    tokens: greedy.words.map(({ word }) => word),
    references: references.map((text) => tokensUnder(protocols[protocol], text)),
  }));
  const bins = calibrationOf(foretold);
  return {
    calibration: { bins, error: calibrationError(bins) },
    confidenceAgainstCider: rankCorrelation(
      pictures.map(({ greedy }) => greedy.confidence),
      pictures.map(({ greedy }) => greedy.scores.CIDEr),
    ),
    agreement: wordAgreement(texts),
    lengths: {
      model: lengthsOf(texts.map(({ tokens }) => tokens)),
      people: lengthsOf(texts.flatMap(({ references }) => references)),
    },
  };
}

/** Features by picture, and what made them. */
type KnownFeatures = VectorsById & Pick<Features, 'encoder'>;

/**
 * All that can be said of the captions that both searches found for pictures of a split.
 * @param features of the same pictures and of training pictures, among which their neighbours are found
 * @param foretold what the model made of the next words of people's captions of the split
 * @param looks how the maps of words lie over the pictures, where the model looks
 */
export async function inspectionOf(
  dataset: Dataset,
  choice: InspectionChoice,
  searches: ReadonlyMap<ImageId, PictureSearches>,
  features: KnownFeatures,
  foretold: readonly Foretold[],
  looks?: Inspection['looks'],
): Promise<Inspection> {
  const { split, beam, seed } = choice;
  const search = choiceName(choice);
  const ids = [...searches.keys()];
  const all = captionsOf(dataset, split);
  const train = captionsOf(dataset, 'train');
  const references = new Map(ids.map((id) => [id, all.get(id) ?? []]));
  const nearest = await nearestOfMany(features, ids, [...train.keys()], NEIGHBOURS);
  const neighboursOf = (id: ImageId) =>
    (nearest.get(id) as Neighbour[]).map(({ imageId, similarity }) => ({
      ...{ imageId, similarity: Number(similarity.toFixed(3)) },
      captions: train.get(imageId) as string[],
    }));
  const said = (say: (id: ImageId, one: PictureSearches) => string) =>
    new Map(Array.from(searches, ([id, one]) => [id, say(id, one)]));
  const systems = [
    { name: 'greedy', captions: said((_, { greedy }) => greedy.caption) },
    { name: search, captions: said((_, { beams }) => beams[0].caption) },
    { name: 'nearest neighbour', captions: said((id) => neighboursOf(id)[0]?.captions[0] ?? '') },
  ];
  const truths = sceneTruths(dataset);
  const protocol = pictureProtocolOf(dataset);
  const found = { searches, references, truths, protocol };
  const scored = scoreBoth(found);
  const pictures = inspectPictures(found, scored);
  const sliced = ids.map((id) => ({ references: references.get(id) ?? [], truth: truths.get(id) }));
  const kinds = truths.size > 0 ? sceneSlices : photographSlices;
  const captions = { train, dev: captionsOf(dataset, 'dev'), references };
  return {
    ...{
      dataset: dataset.name,
      split,
      text: dataset.text,
      encoder: features.encoder,
      beam,
      search,
      seed,
    },
    ...(looks && { looks }),
    ...{ pictureProtocol: protocol, judgedBy: truths.size > 0 ? 'truth' : 'references' },
    lines: scoreLines(systems, captions, ['coco', 'tutorial'], { seed }),
    ...summaries(pictures, foretold, protocol),
    slices: slicesOf(scored[0].pictures, sliced, kinds, { seed }),
    hallucinations: hallucinationsOf(found, search, { seed }),
    pictures,
    details: Array.from(searches, ([id, one]) =>
      inspectDetail(one, references.get(id) as string[], protocol, neighboursOf(id)),
    ),
  };
}
