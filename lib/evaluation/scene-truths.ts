import type { Dataset, ImageId } from '../data-understanding/types';
import { attributesIn } from '../scenes/make-scenes';
import type { SceneAttributes } from '../scenes/types';

/** What the pictures of `scenes` truly show; nothing for photographs, of which nobody wrote it down. */
export function sceneTruths(dataset: Dataset): Map<ImageId, SceneAttributes> {
  return attributesIn(dataset.folder);
}
