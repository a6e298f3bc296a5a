import { cleanCaption } from '../cleaning';
import type { CaptionsById, ImageId } from '../data-understanding/types';

/** How many different things are said. */
export interface Variety {
  captions: number;
  /** Different captions among them. */
  different: number;
  /** Captions that stand in the training text word by word, as the tutorial cleans it. */
  'in training': number;
  /** Different words in all of them. */
  words: number;
}

/** Counts different captions and words, and captions that are learned by heart. */
export function varietyOf(captions: ReadonlyMap<ImageId, string>, train: CaptionsById): Variety {
  const texts = [...captions.values()].map(cleanCaption);
  const known = new Set([...train.values()].flat().map(cleanCaption));
  return {
    captions: texts.length,
    different: new Set(texts).size,
    'in training': texts.filter((text) => known.has(text)).length,
    words: new Set(texts.flatMap((text) => text.split(' '))).size,
  };
}
