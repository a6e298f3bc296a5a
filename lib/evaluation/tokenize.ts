import { cocoTokens } from '../cleaning/index.js';

/** How a text becomes tokens, by name. */
export type Tokenizer = 'coco' | 'whitespace';

/**
 * A caption's tokens: `coco` as published scores have them, `whitespace` as the caption stands. The Java tokenizer of
 * the COCO evaluation differs in 38 of Flickr8k's 40,460 captions: it keeps # and the names of brackets, and the stops
 * in abbreviations and web addresses. A person's scores differ by less than 0.0001.
 */
export function tokenize(caption: string, tokenizer: Tokenizer): string[] {
  if (tokenizer === 'coco') return cocoTokens(caption);
  return caption.split(/\s+/).filter((token) => token !== '');
}
