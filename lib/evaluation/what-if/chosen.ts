import type { Dataset, ImageId } from '../../data-understanding/index.js';
import { progressBar } from '../../display/progress.js';
import { openCaptioner } from '../../inference/index.js';
import { sayOnce, UserError } from '../../outputs/index.js';
import type { InspectedPicture } from '../inspector/types.js';
import { type WhatIf, whatIf } from './what-if.js';

/** How many pictures of each kind are chosen: captions that are wrong, and others. */
const OF_EACH = 3;

/** The pictures of whose captions the model was surest: some with a mistake, some without. */
export function chosenPictures(pictures: readonly InspectedPicture[]): ImageId[] {
  const sure = [...pictures].sort((a, b) => b.greedy.confidence - a.greedy.confidence);
  const isGood = ({ classes }: InspectedPicture) => classes.includes('good');
  const said = sure.filter(({ greedy }) => greedy.words.length > 0);
  const [wrong, good] = [said.filter((one) => !isGood(one)), said.filter(isGood)];
  return [...wrong.slice(0, OF_EACH), ...good.slice(0, OF_EACH)].map(({ imageId }) => imageId);
}

/**
 * What becomes of the captions of a few pictures when a part is covered or a word is changed. Nothing where the encoder behind
 * the model is not at hand: covered pictures must be encoded anew.
 */
export async function whatIfsOf(
  dataset: Dataset,
  pictures: readonly InspectedPicture[],
): Promise<Map<ImageId, WhatIf>> {
  const found = new Map<ImageId, WhatIf>();
  try {
    const captioner = await openCaptioner(dataset);
    const ids = chosenPictures(pictures);
    const bar = progressBar('Covering patches', ids.length, 'pictures');
    for (const id of ids) {
      const path = dataset.imagePaths.get(id);
      if (path) found.set(id, await whatIf(captioner, path));
      bar.advance(1);
    }
    bar.done();
    captioner.model.dispose();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    sayOnce(`No part of a picture is covered: ${error.message}`);
  }
  return found;
}
