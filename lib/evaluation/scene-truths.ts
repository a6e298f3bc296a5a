import type { Dataset, ImageId } from '../data-understanding/types.js';
import { attributesIn } from '../scenes/make-scenes.js';
import type { SceneAttributes } from '../scenes/types.js';

/** What the pictures of `scenes` truly show; nothing for photographs, of which nobody wrote it down. */
export function sceneTruths(dataset: Dataset): Map<ImageId, SceneAttributes> {
  return attributesIn(dataset.folder);
}
