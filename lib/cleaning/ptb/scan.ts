import { addressRules } from './address-rules.js';
import { withoutUnknown } from './characters.js';
import { numberRules } from './number-rules.js';
import { type Rule, rule } from './rule.js';
import { signRules } from './sign-rules.js';
import { stopRules } from './stop-rules.js';
import { apostropheRules, wordRules } from './word-rules.js';

const blanks = rule(
  ' ',
  String.raw`[ \t\n\v\f\r\u0085\u00A0\u2000-\u200A\u2028\u2029\u3000]{1,250}`,
  { write: () => '' },
);

/**
 * The kinds of tokens, with the characters they may begin with; é is any character beyond ASCII. Of two tokens that take as
 * much of a text the earlier wins.
 */
const kinds: [begins: RegExp, rules: Rule[]][] = [
  [/./s, [blanks]],
  [/[A-Za-z0-9&é]/, wordRules],
  [/['`&A-Za-zé]/, apostropheRules],
  [/./s, addressRules],
  [/[A-Za-z0-9&é]/, stopRules],
  [/[-+.:,(0-9A-Z$é]/, numberRules],
  [/./s, signRules],
];

const ASCII = 128;
const rulesByCharacter = Array.from({ length: ASCII + 1 }, (_, code) => {
  const character = code < ASCII ? String.fromCharCode(code) : 'é';
  return kinds.flatMap(([begins, some]) => (begins.test(character) ? some : []));
});

/** How far ahead a rule's necessary character may stand. */
const REACH = 5000;

/** A text from left to right: the longest match of any rule, again and again. */
class Scanner {
  /** Where a character stands next, by character. */
  private readonly next = new Map<string, number>();

  constructor(private readonly text: string) {}

  private isNear(character: string, at: number): boolean {
    let where = this.next.get(character) ?? -1;
    if (where < at) {
      where = this.text.indexOf(character, at);
      if (where < 0) where = Number.POSITIVE_INFINITY;
      this.next.set(character, where);
    }
    return where - at < REACH;
  }

  /** What a rule takes at a place, and how much with what must follow. */
  private match({ pattern, needs, accepts }: Rule, at: number): [taken: number, read: number] {
    if (needs !== undefined && !this.isNear(needs, at)) return [0, 0];
    pattern.lastIndex = at;
    const match = pattern.exec(this.text);
    if (!match || accepts?.(match[0]) === false) return [0, 0];
    return [match[0].length, match[0].length + (match[1]?.length ?? 0)];
  }

  /** The rule that takes most at a place, and how much; no rule where a character is unknown. */
  longest(at: number): { rule?: Rule; taken: number } {
    let best: { rule?: Rule; taken: number } = { taken: 1 };
    let most = 0;
    for (const rule of rulesByCharacter[Math.min(this.text.charCodeAt(at), ASCII)]) {
      const [taken, read] = this.match(rule, at);
      if (read <= most) continue;
      most = read;
      best = { rule, taken };
    }
    return best;
  }
}

const plainWord = /[A-Za-z]{1,250}(?=[ \n])/y;
const isTwoWords = /^(?:cannot|gonna|gotta|lemme|gimme|wanna)$/i;

/**
 * A text's tokens as the PTB tokenizer of Stanford CoreNLP 3.4.1 cuts them, in lower case. Few of them hold a no-break space: tags,
 * telephone numbers and mixed fractions are one token.
 */
export function ptbTokens(original: string): string[] {
  const text = `${withoutUnknown(original)}\n\n`;
  const scanner = new Scanner(text);
  const tokens: string[] = [];
  const add = (token: string) => {
    if (token !== '') tokens.push(token.toLowerCase());
  };
  let at = 0;
  while (at < original.length) {
    if (text[at] === ' ') {
      blanks.pattern.lastIndex = at;
      at += blanks.pattern.exec(text)?.[0].length ?? 1;
      continue;
    }
    plainWord.lastIndex = at;
    const [plain] = plainWord.exec(text) ?? [];
    if (plain && !isTwoWords.test(plain)) {
      add(plain);
      at += plain.length;
      continue;
    }
    const { rule, taken } = scanner.longest(at);
    if (rule) {
      const end = at + taken;
      const middle = rule.cut ? at + rule.cut : end;
      const write = rule.write ?? ((token: string) => token);
      add(write(original.slice(at, middle)));
      add(write(original.slice(middle, end)));
    }
    at += taken;
  }
  return tokens;
}
