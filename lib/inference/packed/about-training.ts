import { captionsOf, type Dataset } from '../../data-understanding/index.js';
import { modelPathOf } from '../../model/index.js';
import { readArtefactHeader } from '../../outputs/index.js';
import type { Captioner } from '../captioner.js';
import type { AboutCaptioner } from './captioner-file.js';

/** What a data set's trained captioner has learnt from, and with what settings. */
export function aboutTraining(
  dataset: Dataset,
  { vocabulary }: Pick<Captioner, 'vocabulary'>,
): AboutCaptioner {
  const train = [...captionsOf(dataset, 'train').values()];
  return {
    trainedOn: {
      dataset: dataset.name,
      pictures: train.length,
      captions: train.reduce((sum, texts) => sum + texts.length, 0),
      words: vocabulary.words.length - 2, // without the markers
    },
    madeFrom: readArtefactHeader(modelPathOf(dataset)).madeFrom,
  };
}
