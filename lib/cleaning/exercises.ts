import {
  allCaptions,
  type CaptionsById,
  judge,
  near,
  rawTokens,
} from '../data-understanding/index.js';
import { cleanCaption } from './clean-caption.js';
import { cleaningCost } from './cleaning-cost.js';

export * from './code-exercises.js';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const normal = (answer: string) => rawTokens(answer.toLowerCase()).join(' ');

/** The caption of exercise 2.1. */
export const puzzle = "A 4-year-old girl's T-shirt says: I love 2 dogs !";

/** Exercise 2.1: what is left of the puzzle? */
export function whatIsLeft(caption: string): void {
  judge('Exercise 2.1', caption, {
    correct: (answer) => answer.trim() === cleanCaption(puzzle),
    praise: 'Note what became of "girl\'s": one girl has turned into several.',
    hints: [
      {
        when: (answer) => normal(answer).includes('4'),
        say: 'A digit inside a word is enough: a token that is not letters throughout goes as a whole.',
      },
      {
        when: (answer) => /\byearold\b/.test(normal(answer)),
        say: 'The digit is not cut off; the token it stands in is dropped.',
      },
      {
        when: (answer) => /[-'!:]/.test(answer),
        say: 'There is still punctuation in it.',
      },
      {
        when: (answer) => /\bt shirt\b|\bgirl\b/.test(normal(answer)),
        say: 'Punctuation is deleted, not replaced by a space: what stood on both sides of it grows together.',
      },
      {
        when: (answer) => /(^| )(a|i)( |$)/.test(normal(answer)),
        say: 'Tokens of a single character go.',
      },
      {
        when: (answer) => normal(answer) === cleanCaption(puzzle),
        say: 'The words are right. And the capital letters?',
      },
    ],
    otherwise: 'Take it token by token through the four rules, in their order.',
  });
}

/** Exercise 2.2: what share of all tokens does cleaning drop? */
export function droppedShare(share: number, captions: CaptionsById): void {
  const { tokens, unchanged, rewritten, dropped } = cleaningCost(captions);
  const expected = 1 - (unchanged + rewritten) / tokens;
  judge('Exercise 2.2', share, {
    correct: (answer) => near(answer, expected, 0.0006),
    praise: `${percent(expected)}, and most of it is full stops and the word "a".`,
    hints: [
      { when: (answer) => answer > 1, say: 'Asked is a share, between 0 and 1.' },
      {
        is: 1 - unchanged / tokens,
        within: 0.0006,
        say: 'Tokens that are only rewritten are still there.',
      },
      {
        is: dropped['one character'] / tokens,
        within: 0.0006,
        say: 'Single characters are one of three reasons to drop a token.',
      },
    ],
    otherwise: 'Add up the three reasons to drop a token, and divide by all tokens.',
  });
}

/** Exercise 2.3: how many tokens shorter does cleaning make the mean caption? */
export function shorterBy(tokens: number, captions: CaptionsById): void {
  const cost = cleaningCost(captions);
  const dropped = cost.tokens - cost.unchanged - cost.rewritten;
  const count = allCaptions(captions).length;
  judge('Exercise 2.3', tokens, {
    correct: (answer) => near(answer, dropped / count, 0.006),
    praise: `${(dropped / count).toFixed(2)} tokens of ${(cost.tokens / count).toFixed(2)}. Every one of them is a step less for the network to take.`,
    hints: [
      {
        is: dropped / captions.size,
        within: 0.006,
        say: 'That is per picture. A picture has more than one caption.',
      },
      {
        is: (cost.tokens - dropped) / count,
        within: 0.006,
        say: 'That is how long it is afterwards.',
      },
      { is: dropped, say: 'That is all captions together.' },
    ],
    otherwise: 'All dropped tokens, divided by the number of captions.',
  });
}

/** Exercise 2.4: what is left of "A black-and-white dog ." when "only letters" comes before "no punctuation"? */
export function otherOrder(caption: string): void {
  judge('Exercise 2.4', caption, {
    correct: (answer) => normal(answer) === 'dog',
    praise:
      'Asked first, the rule "only letters" throws out everything with a hyphen in it. The order of the rules is a decision.',
    hints: [
      {
        when: (answer) => normal(answer).replace(/-/g, '').includes('blackandwhite'),
        say: 'That is the usual order. Now the question "only letters?" is asked while the hyphens are still there.',
      },
      {
        when: (answer) => /^a /.test(normal(answer)),
        say: 'Single characters are dropped in either order.',
      },
      {
        when: (answer) => /black|white/.test(normal(answer)),
        say: 'A token is kept or dropped as a whole: there are no half tokens.',
      },
    ],
    otherwise:
      'Four tokens: "A", "black-and-white", "dog", ".". Which consist of letters only, and of more than one?',
  });
}
