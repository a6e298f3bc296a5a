import type { CaptionsById, Dataset } from '../data-understanding/index.js';
import { UserError } from '../outputs/index.js';
import type { Vocabulary } from './types.js';

/** Opens every caption: the first input, before the first word is known. */
export const START_TOKEN = 'startseq';
/** Closes every caption: the answer "nothing more to say". */
export const END_TOKEN = 'endseq';

/** True for the two markers, which nobody says. */
export const isMarker = (word: string) => word === START_TOKEN || word === END_TOKEN;

/** Every caption between the two markers. */
export function withMarkers(captions: CaptionsById): CaptionsById {
  const mark = (caption: string) => `${START_TOKEN} ${caption} ${END_TOKEN}`.replace(/ {2,}/, ' ');
  return new Map([...captions].map(([id, texts]) => [id, texts.map(mark)]));
}

/** The cleaned training captions between markers, in the order of the token file. */
export function trainCaptions(dataset: Dataset, cleaned: CaptionsById): CaptionsById {
  const train = new Set(dataset.splits.train);
  return withMarkers(new Map([...cleaned].filter(([id]) => train.has(id))));
}

/**
 * The indices of the two markers.
 * @throws UserError when the vocabulary was built without them
 */
export function markerIndices({ indexOf }: Vocabulary): { start: number; end: number } {
  const start = indexOf.get(START_TOKEN);
  const end = indexOf.get(END_TOKEN);
  if (start === undefined || end === undefined) {
    throw new UserError(
      `The vocabulary lacks ${START_TOKEN} or ${END_TOKEN}: build it from captions with markers.`,
    );
  }
  return { start, end };
}
