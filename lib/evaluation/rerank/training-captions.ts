import { captionsOf, type Dataset, type ImageId } from '../../data-understanding/index.js';
import { countDocuments, type WeightedCaption, weighCaption } from '../cider.js';
import { countCaption } from '../ngrams.js';
import { pictureProtocolOf, protocols, tokensUnder } from '../protocols.js';

/** The training captions, to compare candidates with. No caption of another split is read. */
export interface TrainingCaptions {
  ids: readonly ImageId[];
  /** Any caption, weighed by the document frequencies of the training captions. */
  weigh(caption: string): WeightedCaption;
  /** What people said of a training picture, weighed. */
  of(id: ImageId): readonly WeightedCaption[];
}

/** Counts a data set's training captions; each is weighed when it is first asked for. */
export function trainingCaptions(dataset: Dataset): TrainingCaptions {
  const rules = protocols[pictureProtocolOf(dataset)];
  const counted = (caption: string) => countCaption(tokensUnder(rules, caption));
  const captions = captionsOf(dataset, 'train');
  function* all() {
    for (const texts of captions.values()) yield texts.map(counted);
  }
  const documents = countDocuments(all());
  const weigh = (caption: string) => weighCaption(counted(caption), documents);
  const weighed = new Map<ImageId, WeightedCaption[]>();
  return {
    ids: [...captions.keys()],
    weigh,
    of(id) {
      const known = weighed.get(id) ?? (captions.get(id) ?? []).map(weigh);
      weighed.set(id, known);
      return known;
    },
  };
}
