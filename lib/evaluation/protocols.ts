import { cleanCaption } from '../cleaning/index.js';
import type { Dataset } from '../data-understanding/types.js';
import { END_TOKEN, START_TOKEN } from '../vocabulary/markers.js';
import { type Tokenizer, tokenize } from './tokenize.js';

/** What is done to captions, candidates and references alike, before they are compared. */
export interface TextRules {
  tokenizer: Tokenizer;
  cleaning: 'none' | 'tutorial';
  /** True when startseq and endseq count as words. */
  markers: boolean;
}

/** A protocol by its name. */
export type ProtocolName = 'coco' | 'tutorial' | 'markers';

/** Rules under a name. A score without its protocol says nothing. */
export interface Protocol extends TextRules {
  name: ProtocolName;
  /** In a few words, for tables. */
  says: string;
}

/** The three protocols; only scores of one and the same can be compared. */
export const protocols: Record<ProtocolName, Protocol> = {
  coco: {
    name: 'coco',
    says: 'full references, lower-case, punctuation dropped, no markers',
    ...{ tokenizer: 'coco', cleaning: 'none', markers: false },
  },
  tutorial: {
    name: 'tutorial',
    says: "the tutorial's cleaning on both sides, no markers",
    ...{ tokenizer: 'whitespace', cleaning: 'tutorial', markers: false },
  },
  markers: {
    name: 'markers',
    says: "the tutorial's cleaning, startseq and endseq counted as words: a trap",
    ...{ tokenizer: 'whitespace', cleaning: 'tutorial', markers: true },
  },
};

/** The name of the protocol that has these rules; the rules in words where none has. */
export function protocolNameOf(rules: TextRules): string {
  const said = rulesInWords(rules);
  return Object.values(protocols).find((one) => rulesInWords(one) === said)?.name ?? said;
}

/** A score's name as it stands at the head of a column, on a card or in a plot: never without its protocol. */
export const scoreName = (metric: string, protocol: ProtocolName) => `${metric} (${protocol})`;

/** The protocol for captions one by one: the tutorial's where the model speaks its cleaned text, else that of published scores. */
export const pictureProtocolOf = ({ text }: Pick<Dataset, 'text'>): ProtocolName =>
  text === 'tutorial' ? 'tutorial' : 'coco';

/** A candidate's or a reference's tokens under some rules. */
export function tokensUnder(
  { tokenizer, cleaning, markers }: TextRules,
  caption: string,
): string[] {
  const text = cleaning === 'tutorial' ? cleanCaption(caption) : caption;
  const tokens = tokenize(text, tokenizer);
  return markers ? [START_TOKEN, ...tokens, END_TOKEN] : tokens;
}

/** Rules in words, for the line below a table. */
export function rulesInWords({ tokenizer, cleaning, markers }: TextRules): string {
  const cleaned = cleaning === 'tutorial' ? "the tutorial's cleaning" : 'no cleaning';
  return `tokenizer ${tokenizer}, ${cleaned}, ${markers ? 'markers counted' : 'no markers'}`;
}
