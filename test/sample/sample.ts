import { cleanCaptions } from '../../lib/cleaning/index.js';
import type { CaptionsById } from '../../lib/data-understanding/index.js';
import {
  captionPlanned,
  drawPlanned,
  planScenes,
  type Scene,
  SEED,
  type Split,
} from '../../lib/scenes/index.js';
import { countWords, withMarkers, withoutMarkers } from '../../lib/vocabulary/index.js';

const planned = planScenes(SEED).map((one) => ({
  ...one,
  captions: captionPlanned(one, SEED, drawPlanned(one, SEED).boxes),
}));

/** The sample's captions as people wrote them, all of them or those of a split. */
export function captionsIn(split?: Split): CaptionsById {
  const chosen = planned.filter((one) => split === undefined || one.split === split);
  return new Map(chosen.map(({ id, captions }) => [id, captions]));
}

/** What each picture is to show, beside its captions. */
export const captioned: readonly { scene: Scene; captions: string[] }[] = planned;

/** The same, cleaned by the four rules. */
export const cleanedIn = (split?: Split) => cleanCaptions(captionsIn(split), 'tutorial');

/** Training captions as the model reads them, with both markers. */
export const markedTrain = withMarkers(cleanedIn('train'));

/** How often each word of the training captions is said, with the markers and without. */
export const counts = countWords(markedTrain);
export const realCounts = withoutMarkers(counts);
