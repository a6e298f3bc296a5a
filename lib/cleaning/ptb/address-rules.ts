import { anyOf, either, MANY, type Rule, rule, SOME } from './rule.js';
import { letter, run } from './word-rules.js';

const tagName = '[A-Za-z][A-Za-z0-9_:.-]{0,99}';
const tagValue = String.raw`(?:'[^'\r\n]{0,250}'|"[^"\r\n]{0,250}")`;
const attribute = ` {1,9}${tagName}(?: {0,9}= {0,9}${tagValue})?`;
const inTag = String.raw`[!?][A-Za-z-][^>\r\n]{0,999}|/${tagName}|${tagName}(?:${attribute}){0,20} {0,9}/?`;
/** A tag of HTML or XML. */
export const tag = `<(?:${inTag}) {0,9}>`;

const urlCharacter = String.raw`[^ \t\n\f\r"<>|(){}]`;
const urlEnd = String.raw`[^ \t\n\f\r"<>|.!?(){},\-]`;
const path = String.raw`(?:/[^ \t\n\f\r"<>|()]${MANY}${urlEnd})`;
const www = String.raw`${either('www')}\.(?:[^ \t\n\f\r"<>|.!?(){},]${MANY}\.){1,9}[a-zA-Z]{2,4}`;
/** Names of hosts are of letters, as a host's other characters stand in a range from the comma to the underscore. */
const host = String.raw`[^ \t\n\f\r"${'`'}'<>|.!?(){}$,-_]{1,63}\.`;
const site = `(?:${host}){1,9}(?:${anyOf('com net org edu')})`;
const mailName = String.raw`[^ \t\n\f\r"<>|(){}\u00A0]`;
const mailHost = String.raw`[^ \t\n\f\r"<>|(){}.\u00A0]`;

const extensions =
  'bat bmp c cgi class cpp dll docx doc exe gif gz html htm h jar java jpeg jpg mov mp3 pdf php pl png ppt ps py sql tar ' +
  'txt wav xml x zip';

/** Addresses of pages, people and files, tags. */
export const addressRules: Rule[] = [
  rule('<br>', tag, { needs: '>', write: (text) => text.replace(/ /g, '\u00A0') }),
  rule('http://a.org/b', `${either('http')}[sS]?://${urlCharacter}${MANY}${urlEnd}`),
  rule('www.a-b.nl', www),
  rule('www.a-b.nl/cd', www + path, { needs: '/' }),
  rule('%a.com', site, { needs: '.' }),
  rule('a.com/cd', site + path, { needs: '/' }),
  rule(
    'ann@a.com',
    String.raw`<?[a-zA-Z0-9]${mailName}${SOME}@(?:${mailHost}${MANY}\.){0,9}${mailHost}${MANY}>?`,
    { needs: '@' },
  ),
  rule('@ann', `@[A-Za-z_][A-Za-z_0-9]${SOME}`),
  rule('#dogs', `#${letter}${MANY}`),
  rule('1.jpg', String.raw`${run}(?:\.${run}){0,30}\.(?:${anyOf(extensions)})`, {
    needs: '.',
    before: String.raw`[\s.,!?]`,
  }),
];
