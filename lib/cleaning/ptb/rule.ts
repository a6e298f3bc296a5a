/** One kind of token: what it looks like, and how it is written. */
export interface Rule {
  /** A text that this rule takes whole. */
  example: string;
  /** Sticky. Its first group, if any, is what must follow: it counts for how long a match is, and stays to be read. */
  pattern: RegExp;
  /** A character without which there is no match. */
  needs?: string;
  /** Where one match is two tokens, the length of the first. */
  cut?: number;
  /** Whether what the pattern finds is of the kind. */
  accepts?: (match: string) => boolean;
  /** The token as the tokenizer writes it, before lower-casing. */
  write?: (match: string) => string;
}

/** Everything of a rule but its example and pattern, with a pattern of what must follow. */
type RuleOptions = Omit<Rule, 'example' | 'pattern'> & { before?: string };

/** A rule from the source of its pattern. */
export function rule(example: string, source: string, options: RuleOptions = {}): Rule {
  const { before, ...more } = options;
  const pattern = new RegExp(before ? `(?:${source})(?=(${before}))` : source, 'uy');
  return { example, pattern, ...more };
}

/** How far a pattern looks ahead: no single run is longer, so that a text is read in time proportional to its length. */
export const MANY = '{1,250}';
export const SOME = '{0,250}';
export const PARTS = '{0,30}';

/** A pattern of a text in capital or small letters. */
export const either = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** A pattern of any of some words, which blanks part. */
export const anyOf = (words: string): string => words.split(' ').map(either).join('|');

/** An apostrophe, or a quotation mark in its place. */
export const apostrophe = String.raw`(?:['\u0091\u0092\u2018\u2019\u201B${'`'}]|&apos;)`;
/** An apostrophe, or a mark that closes a quotation. */
export const closing = String.raw`(?:['\u0092\u2019]|&apos;)`;

/** Typographic apostrophes as on a typewriter. */
export const straight = (text: string): string =>
  text.replace(/[\u0092\u2019]|&apos;/g, "'").replace(/[\u0091\u2018\u201B]/g, '`');

/** A word without the places at which a line may break. */
export const withoutSoftHyphens = (text: string): string => text.replace(/\u00AD/g, '');
