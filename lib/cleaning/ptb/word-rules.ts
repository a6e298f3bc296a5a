import { digits, letters, lettersOrDigits } from './characters.js';
import {
  anyOf,
  apostrophe,
  closing,
  either,
  MANY,
  PARTS,
  type Rule,
  rule,
  SOME,
  straight,
  withoutSoftHyphens,
} from './rule.js';

const accented = `&[aeiouAEIOU](?:${anyOf('acute grave uml')});`;
export const letter = `(?:[${letters}]|${accented})`;
/** Letters and digits, whichever comes first. */
export const run = `(?:[${letters}${digits}]|${accented})${MANY}`;
const piece = `${letter}(?:[${letters}${digits}]|${accented})${SOME}`;
export const word = `${piece}(?:[.!?]${piece})${PARTS}`;

const part = `(?:[dDoOlL]${apostrophe}[${lettersOrDigits}])?[${lettersOrDigits}]${MANY}`;
export const hyphenated = String.raw`${part}(?:[-_\u058A\u2010\u2011]${part})${PARTS}`;
export const company = `[A-Z]${MANY}(?:(?:&[aA][mM][pP];|[&+])[A-Z]${MANY}){1,30}`;
const choice = `[A-Za-z0-9]${MANY}(?:-[A-Za-z]${MANY}){0,2}`;

const ending = `${closing}(?:[mMsSdD]|${anyOf('re ve ll')})`;
const negation = `[nN]${apostrophe}[tT]`;
export const andSign = (text: string) => text.replace(/&amp;/gi, '&');

/** Words whole, and words that are two tokens. */
export const wordRules: Rule[] = [
  rule('cannot', either('cannot'), { cut: 3 }),
  rule('gonna', anyOf('gonna gotta lemme gimme wanna'), { cut: 3 }),
  rule("dog's", word, { before: ending, write: withoutSoftHyphens }),
  rule("don't", `[A-Za-z]${SOME}?[A-MO-Za-mo-z]`, { before: negation }),
  rule('foo.bar', word, { write: withoutSoftHyphens }),
  rule('well-known', hyphenated, { write: withoutSoftHyphens }),
  rule('he/she', String.raw`${choice}(?:\\?/${choice}){1,2}`, { needs: '/' }),
  rule('A&B', company, { write: andSign }),
  rule('C++', String.raw`[cC]\+\+|[cfCF]#`),
];

/** Words that hold, begin or end with an apostrophe, and the endings that are cut off words. */
export const apostropheRules: Rule[] = [
  rule("'tis", "'[tT]", { before: anyOf('is was') }),
  rule("'n'", `${closing}[nN]${closing}?`),
  rule("ol'", `(?:[lLdDjJ]|${anyOf('dunkin somethin ol')})${closing}`),
  rule("o'o", `[oO]${apostrophe}[oO]`),
  rule("'em", `${closing}(?:${anyOf('em till til cause')}|[2-9]0[sS])`),
  rule("cont'd", `${either("cont'd")}\\.?`),
  rule("li'l", anyOf("c'mon e'er s'mores ev'ry li'l nat'l nor'easter")),
  rule("cap'n", `${either('cap')}${closing}[nN]|[cC]${closing}${either('est')}`),
  rule("'05", `${closing}[0-9]{2}`, { before: '\\s' }),
  rule("O'Neil", String.raw`[A-HJ-XZn]${apostrophe}\p{L}{2,250}`),
  rule("ma'am", String.raw`\p{L}${MANY}?[aeiouyAEIOUY]${apostrophe}[aeiouA-Z]\p{L}${SOME}`),
  rule("y'all", `[yY]${closing}`, { before: '\\p{L}' }),
  rule("'ll", ending, { before: '[^A-Za-z]', write: straight }),
  rule("'so", "'", { before: String.raw`[A-Za-z][^ \t\n\r\u00A0]` }),
  rule('\u2019sx', ending, { write: straight }),
  rule("n't", negation, { write: straight }),
];
