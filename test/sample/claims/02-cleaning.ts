import assert from 'node:assert/strict';
import type { Claims, Seen } from '../executed.js';

/** The table of rules: tokens and different tokens as the captions stand and after each rule. */
const rulesIn = ({ table }: Pick<Seen, 'table'>) =>
  table('after', 'tokens', 'different tokens').map((row) => ({
    tokens: Number(row.tokens),
    different: Number(row['different tokens']),
  }));

/** The bars of the plot of what became of the tokens, which lie. */
function barsIn({ figure }: Pick<Seen, 'figure'>): Record<string, number> {
  const [{ x: lengths, y: names }] = figure().data as { x: number[]; y: string[] }[];
  return Object.fromEntries(names.map((name, i) => [name, lengths[i]]));
}

/** What notebook 2 says of its run. */
export const claims: Claims = {
  'the-third-is-a-telegram': ({ table }) => {
    const { before, after } = table('before', 'after')[2];
    assert.match(String(before), /^A /);
    assert.doesNotMatch(String(after), /^a /);
  },
  'lower-case-drops-none': (seen) => {
    const [before, lower] = rulesIn(seen);
    assert.equal(lower.tokens, before.tokens);
    assert.ok(lower.different < before.different);
  },
  'punctuation-does-both': (seen) => {
    const [, lower, plain] = rulesIn(seen);
    assert.ok(plain.tokens < lower.tokens && plain.different < lower.different);
  },
  'one-in-eight-gone': (seen) => {
    const [before, , plain, longer] = rulesIn(seen);
    const gone = (plain.tokens - longer.tokens) / before.tokens;
    assert.ok(gone > 0.11 && gone < 0.14, `${gone}`);
    assert.ok(plain.different - longer.different < 0.01 * plain.different);
  },
  'little-left-for-the-last-rule': (seen) => {
    const [before, , , longer, letters] = rulesIn(seen);
    assert.ok(longer.tokens - letters.tokens < 0.001 * before.tokens);
  },
  'one-word-in-several-spellings': ({ table }) => {
    for (const { spellings } of table('word', 'spellings', 'count')) {
      assert.ok(String(spellings).split(/\s+/).length > 1);
    }
  },
  'single-characters-are-the-largest-loss': (seen) => {
    const bars = barsIn(seen);
    assert.ok(bars['one character'] > bars['nothing left']);
    assert.ok(bars['one character'] > bars['not only letters']);
  },
  'nearly-all-of-it-is-the-article': ({ table }) => {
    const rows = table('token', 'count');
    const all = rows.reduce((sum, { count }) => sum + Number(count), 0);
    const articles = rows
      .filter(({ token }) => /^a$/i.test(String(token)))
      .reduce((sum, { count }) => sum + Number(count), 0);
    assert.ok(articles / all > 0.98, `${articles} of ${all}`);
  },
  'odd-tokens-hold-digits': ({ printed }) => {
    const line =
      printed
        .split('\n')
        .filter((text) => text.includes(' · '))
        .at(-1) ?? '';
    const tokens = line.split(' · ');
    assert.ok(tokens.filter((token) => /\d/.test(token)).length > 0.8 * tokens.length);
  },
  'hyphens-and-apostrophes': ({ table }) => {
    const tokens = table('token', 'word', 'count').map(({ token }) => String(token));
    assert.ok(tokens.some((token) => token.includes('-')));
    assert.ok(tokens.some((token) => /there.s/i.test(token)));
  },
};
