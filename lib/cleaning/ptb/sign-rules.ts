import { symbols } from './characters.js';
import { anyOf, type Rule, rule } from './rule.js';

/** What the tokenizer writes in place of some signs. */
const written: Record<string, string> = {
  ...{ '(': '-LRB-', ')': '-RRB-', '[': '-LSB-', ']': '-RSB-', '{': '-LCB-', '}': '-RCB-' },
  ...{
    '\u00A2': 'cents',
    '\u00A3': '#',
    '\u0080': '$',
    '\u00A4': '$',
    '\u20A0': '$',
    '\u20AC': '$',
  },
  ...{ '\u00BC': '1/4', '\u00BD': '1/2', '\u00BE': '3/4', '\u2153': '1/3', '\u2154': '2/3' },
  '\u2026': '...',
};
const entities: Record<string, string> = {
  ...{
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&nbsp;': '',
    '&mdash;': '--',
    '&ndash;': '--',
    '&md;': '--',
  },
};
/** The tokenizer knows these two in lower case only. */
const quotes: Record<string, string> = { '&quot;': "''", '&apos;': "'" };

export const inBrackets = (text: string): string => text.replace(/[()]/g, (sign) => written[sign]);

const quotationMarks = (text: string) =>
  text
    .replace(/[\u0091\u2018\u201B\u2039]/g, '`')
    .replace(/[\u0092\u2019\u203A]/g, "'")
    .replace(/[\u0093\u201C\u00AB]/g, '``')
    .replace(/[\u0094\u201D\u00BB"]/g, "''");

const eye = "[-^x=~<>']";
const named = anyOf('amp lt gt quot apos nbsp mdash ndash md ht tl ur lr qc ql qr odq cdq');

/** Signs alone and in runs, faces made of signs, and characters by their names. */
export const signRules: Rule[] = [
  rule('-lrb-', `-(?:${anyOf('lrb rrb lsb rsb lcb rcb')})-`),
  rule('&amp;', `&(?:${named}|#[0-9]{1,99});`, {
    write: (text) => quotes[text] ?? entities[text.toLowerCase()] ?? text,
  }),
  rule(':-)', String.raw`[<>]?[:;=]['o*-]?[()DPdpO\\{@|[\]]`, {
    before: '[^A-Za-z0-9]',
    write: inBrackets,
  }),
  rule('(^_^)', String.raw`${eye}_${eye}|\(${eye}[_.]?${eye}\)`, { write: inBrackets }),
  rule('--', String.raw`-{1,250}|[\u0096\u0097\u2013\u2014\u2015]`, {
    write: (text) => (text === '-' || text.length > 4 ? text : '--'),
  }),
  rule('...', String.raw`\.{3,5}|\.(?:[ \u00A0]\.){2,4}`, { write: () => '...' }),
  rule('?!', '[?!]{1,250}'),
  rule('**', String.raw`(?:\\\*){1,250}|\*{1,250}|_{1,250}|@{1,250}|#{1,250}|<<|>>`),
  rule('\u00B2', String.raw`[\u00B2\u00B3\u00B9\u2070\u2074-\u2079]{1,250}|[\u2080-\u2089]{1,250}`),
  rule("''", String.raw`''|[${'`'}\u0091-\u0094\u2018-\u201F\u2039\u203A\u00AB\u00BB]{1,2}`, {
    write: quotationMarks,
  }),
  rule(
    '(',
    String.raw`['"+,.:/()[\]{}<>=$\u0080\u00A2-\u00A4\u00BC-\u00BE\u2026\u2044\u20A0\u20AC\u2153\u2154${symbols}]`,
    { write: (text) => written[text] ?? quotationMarks(text) },
  ),
];
