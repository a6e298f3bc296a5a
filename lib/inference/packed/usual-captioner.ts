import type { Dataset } from '../../data-understanding/index.js';
import { modelPathOf } from '../../model/index.js';
import { artefactExists, sayOnce } from '../../outputs/index.js';
import { type Captioner, openCaptioner } from '../captioner.js';
import { isPackedCaptioner, openPackedCaptioner, type PackedCaptioner } from './packed-folder.js';

/** What it says of itself when it is taken because nothing else was trained. */
const TAKEN =
  'Nothing has been trained here yet: this is the captioner of photographs that comes with captionlab. ' +
  'A training of your own takes its place: npx captionlab train';

/**
 * The captioner to use where nobody says which: the one that was trained here, else the one of photographs that comes with
 * captionlab, and then it says so.
 * @throws UserError as `openCaptioner` does
 */
export async function openUsualCaptioner(
  dataset: Pick<Dataset, 'name' | 'runFolder' | 'text' | 'run'>,
  say: (line: string) => void = sayOnce,
): Promise<Captioner | PackedCaptioner> {
  if (artefactExists(modelPathOf(dataset)) || !isPackedCaptioner()) return openCaptioner(dataset);
  say(TAKEN);
  return openPackedCaptioner();
}
