import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import type { SceneAttributes } from '../scenes/types.js';
import { judgeCaption, judgedAttributes } from './attributes.js';
import { classifyCaption, type ErrorClass, repeatsItself } from './error-classes.js';
import { photographFaults, saysWhoAndWhat } from './photograph-faults.js';
import { protocols, tokensUnder } from './protocols.js';

/** A caption and what is the matter with it. */
export interface ClassifiedCaption {
  imageId: ImageId;
  caption: string;
  class: ErrorClass;
  /** All that is judged is said and right; of photographs: no mistake is found, and people say who does what too. */
  allRight: boolean;
}

/** A photograph's caption, judged by guessing from the references' words. */
function guess(caption: string, references: readonly string[]) {
  const tokens = (text: string) => tokensUnder(protocols.coco, text);
  const [said, people] = [tokens(caption), references.map(tokens)];
  const faults = photographFaults(said, people);
  const repeated = repeatsItself(caption) && faults[0] !== 'irrelevant';
  const found: ErrorClass = faults.length > 1 ? 'several wrong' : (faults[0] ?? 'good');
  return {
    class: repeated ? 'words repeated' : found,
    allRight: !repeated && faults.length === 0 && saysWhoAndWhat(said, people),
  };
}

/**
 * Puts every caption into one class of mistakes: by the truth about its picture where it is known, by guessing from the
 * references' words where it is not.
 */
export function classifyCaptions(
  captions: ReadonlyMap<ImageId, string>,
  references: CaptionsById,
  truths: ReadonlyMap<ImageId, SceneAttributes>,
): ClassifiedCaption[] {
  return Array.from(captions, ([imageId, caption]) => {
    const truth = truths.get(imageId);
    if (!truth) return { imageId, caption, ...guess(caption, references.get(imageId) ?? []) };
    const judged = judgeCaption(imageId, caption, truth);
    const allRight = judgedAttributes.every((name) => judged.verdicts[name] === 'right');
    return { imageId, caption, class: classifyCaption(judged), allRight };
  });
}
