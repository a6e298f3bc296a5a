import type { Random } from '../../lib/engine/random.js';

const characters = [
  ...'aZ09._-# %~/\\',
  ...['\t', '\n', '\r', '\u00A0', '\u3000', '\u2028', '\uFEFF', '\u0085', '\u0000', '\u001F'],
  ...[
    '%20',
    '%',
    '%2',
    '25',
    '%E4',
    '.jpg',
    '.png',
    ' .jpg',
    'ä',
    'a\u0308',
    '犬',
    'क्षि',
    '🐈',
    '\uD800',
  ],
];

/** A picture's name such as no one would give it: blanks, escapes, controls, any script. */
export function arbitraryName(random: Random): string {
  return Array.from({ length: 1 + random.integer(8) }, () => random.choice(characters)).join('');
}
