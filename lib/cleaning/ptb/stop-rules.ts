import { isAbbreviation, isNumbered, isTitle } from './abbreviations.js';
import { tag } from './address-rules.js';
import { digits } from './characters.js';
import { anyOf, either, MANY, PARTS, type Rule, rule, SOME, withoutSoftHyphens } from './rule.js';
import { andSign, company, hyphenated, run, word } from './word-rules.js';

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

const extensions =
  'bat bmp c cgi class cpp dll docx doc exe gif gz html htm h jar java jpeg jpg mov mp3 pdf php pl png ppt ps py sql tar ' +
  'txt wav xml x zip';

const beforeStop = (counts: (text: string) => boolean) => (match: string) =>
  counts(match.slice(0, -1));

/** What keeps its full stop: acronyms, abbreviations, names of files, and words before another mark. */
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
  rule('1.jpg', String.raw`${run}(?:\.${run}){0,30}\.(?:${anyOf(extensions)})`, {
    needs: '.',
    before: String.raw`[\s.,!?]`,
  }),
  rule('end.,', String.raw`(?:${afterStop}|${hyphenated}|${company}|${word})\.`, {
    before: String.raw`[,;:\u3001]`,
    write: (text) => andSign(withoutSoftHyphens(text)),
  }),
];
