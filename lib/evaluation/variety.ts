import { cleanCaption } from '../cleaning/index.js';
import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { countNgrams } from './ngrams.js';
import { thousandths } from './numbers.js';

/** How many different things are said, in captions as the tutorial cleans them. */
export interface Variety {
  captions: number;
  /** Different captions among them. */
  different: number;
  /** The share of captions that stand in the training text word by word. */
  'in training': number;
  /** Different words in all of them. */
  words: number;
  /** The share of the training text's different words that they use. */
  'of all words': number;
  /** Different words over all words said. */
  'distinct-1': number;
  /** Different pairs of words over all pairs said. */
  'distinct-2': number;
  /** Words of the mean caption. */
  length: number;
}

/**
 * Different n-grams of all captions together over all their n-grams (Li et al. 2016); 0 when there are none. It falls
 * with the number of captions: compare only collections of the same size.
 */
export function distinctShare(captions: readonly (readonly string[])[], n: number): number {
  const different = new Set<string>();
  let all = 0;
  for (const tokens of captions) {
    for (const [ngram, count] of countNgrams(tokens, n)[n - 1]) {
      different.add(ngram);
      all += count;
    }
  }
  return all === 0 ? 0 : different.size / all;
}

const wordsOf = (text: string) => text.split(' ').filter((word) => word !== '');

/** Counts different captions, words and pairs of words, and captions that are learned by heart; to three decimals. */
export function varietyOf(captions: ReadonlyMap<ImageId, string>, train: CaptionsById): Variety {
  const texts = [...captions.values()].map(cleanCaption);
  const tokens = texts.map(wordsOf);
  const known = new Set([...train.values()].flat().map(cleanCaption));
  const knownWords = new Set([...known].flatMap(wordsOf));
  const words = new Set(tokens.flat());
  const used = [...knownWords].filter((word) => words.has(word)).length;
  return {
    captions: texts.length,
    different: new Set(texts).size,
    'in training': thousandths(texts.filter((text) => known.has(text)).length / texts.length),
    words: words.size,
    'of all words': thousandths(used / knownWords.size),
    'distinct-1': thousandths(distinctShare(tokens, 1)),
    'distinct-2': thousandths(distinctShare(tokens, 2)),
    length: thousandths(tokens.flat().length / texts.length),
  };
}
