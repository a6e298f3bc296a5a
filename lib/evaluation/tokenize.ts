import { cocoTokens } from '../cleaning/index.js';

/** How a text becomes tokens, by name. */
export type Tokenizer = 'coco' | 'whitespace';

/** A caption's tokens: `coco` as published scores have them, `whitespace` as the caption stands. */
export function tokenize(caption: string, tokenizer: Tokenizer): string[] {
  if (tokenizer === 'coco') return cocoTokens(caption);
  return caption.split(/\s+/).filter((token) => token !== '');
}
