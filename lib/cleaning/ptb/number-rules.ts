import { digits } from './characters.js';
import { MANY, type Rule, rule, SOME, withoutSoftHyphens } from './rule.js';
import { inBrackets } from './sign-rules.js';

const number = String.raw`[${digits}]${SOME}(?:[.:,\u00AD\u066B\u066C][${digits}]${MANY}){0,30}`;
const twoDigits = `[${digits}]{1,2}[-/]`;
const fourDigits = `[${digits}]{1,4}`;
const area = String.raw`\([0-9]{2,3}\)[ \u00A0]?|(?:\+\+?)?(?:[0-9]{2,4}[- \u00A0])?[0-9]{2,4}[- \u00A0]`;

/** One token of several words. */
const joined = (text: string) => inBrackets(text).replace(/ /g, '\u00A0');

/** Numbers, dates, fractions, telephone numbers, and the dollars of a country. */
export const numberRules: Rule[] = [
  rule('\u0661/\u0662/\u0663\u0664', `${twoDigits}${twoDigits}[${digits}]{2,4}`),
  rule('-1,000.50', `[-+]?(?:${number})(?<=[${digits}])`, { write: withoutSoftHyphens }),
  rule('1 1/2', String.raw`(?:${fourDigits}[- \u00A0])?${fourDigits}(?:\\?/|\u2044)${fourDigits}`, {
    write: joined,
  }),
  rule('(555) 555-1234', String.raw`(?:${area})[0-9]{3,4}[- \u00A0]?[0-9]{3,5}`, { write: joined }),
  rule(
    '+44.555.555.1234',
    String.raw`(?:(?:\+\+?)?[0-9]{2,4}\.)?[0-9]{2,4}\.[0-9]{3,4}\.[0-9]{3,5}`,
  ),
  rule('US$', `[A-Z]${SOME}\\$`, { needs: '$' }),
];
