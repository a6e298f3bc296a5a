import { isAbbreviation, isNumbered, isTitle } from './abbreviations.js';
import { tag } from './address-rules.js';
import { digits } from './characters.js';
import { either, MANY, PARTS, type Rule, rule, SOME, withoutSoftHyphens } from './rule.js';
import { andSign, company, hyphenated, word } from './word-rules.js';

const acronym = (parts: string) => String.raw`[A-Za-z](?:\.[A-Za-z])${parts}\.`;
const tail = String.raw`${acronym('{1,30}')}|[A-Za-z0-9\u00AD]${MANY}`;
/** What has full stops or commas before its first hyphen. */
const afterStop = String.raw`[A-Za-z0-9][A-Za-z0-9.,\u00AD]${SOME}(?:-(?:${tail})){1,30}`;

const blanks = String.raw`[ \t\n\u00A0\u2000-\u200A\u3000]{1,99}`;
/** Words that tell that a new sentence begins. */
const beginnings =
  'about according additionally after an a as at but earlier he her here however if in it last many more now once one ' +
  'other our she since so some such that the their then there these they this we what when while yet you';
const beginning = beginnings
  .split(' ')
  .map((text) => text[0].toUpperCase() + either(text.slice(1)))
  .join('|');

const beforeStop = (counts: (text: string) => boolean) => (match: string) =>
  counts(match.slice(0, -1));

/** What keeps its full stop: acronyms, abbreviations, and words before another mark. */
export const stopRules: Rule[] = [
  rule('k. The dog', '[A-Za-z]', {
    before: String.raw`\.${blanks}(?:${beginning}|M[rRsS]\.|${tag})${blanks}`,
  }),
  rule('p.m.', acronym(PARTS)),
  rule('Inc. a', String.raw`(?:[pP][hH]\.[dD]|[A-Za-z]{2,8})\.`, {
    before: '[^]{2}',
    accepts: beforeStop(isAbbreviation),
  }),
  rule('Mr.', String.raw`[A-Za-z]{2,8}\.`, { accepts: beforeStop(isTitle) }),
  rule('no. 5', String.raw`[A-Za-z]{2,8}\.`, {
    before: String.raw`[ \u00A0]?[${digits}]`,
    accepts: beforeStop(isNumbered),
  }),
  rule('U.S.-led', afterStop, { needs: '-', write: withoutSoftHyphens }),
  rule('end.,', String.raw`(?:${word}|${hyphenated}|${afterStop}|${company})\.`, {
    before: String.raw`[,;:\u3001]`,
    write: (text) => andSign(withoutSoftHyphens(text)),
  }),
];
