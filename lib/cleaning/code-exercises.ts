import { codeExercise } from '../data-understanding/index.js';
import { cleanToken, withoutPunctuation } from './clean-caption.js';

const onlyAscii = (token: string) => /^[a-z]+$/.test(token);

/** Exercise 2.5: the four rules. */
export const cleanOne = codeExercise({
  exercise: '2.5',
  name: 'cleanOne',
  right: (token: string): string => cleanToken(token).word,
  cases: [['Dog'], ['T-shirt'], ['A'], ['3ft'], ['.'], ["dog's"], ['7']],
  praise: 'Four rules, in their order. An empty text says: drop this token.',
  slips: [
    {
      wrong: (token) =>
        withoutPunctuation(token)
          .replace(/^.$/, '')
          .replace(/^.*\d.*$/, ''),
      say: 'Capital letters are left. *Dog* and *dog* would stay two words.',
    },
    {
      wrong: (token) => (/^[a-z]{2,}$/i.test(token) ? token.toLowerCase() : ''),
      say: 'Punctuation must go before anybody asks for letters: the hyphen of *T-shirt* is deleted, and the word stays.',
    },
    {
      wrong: (token) => {
        const word = withoutPunctuation(token.toLowerCase());
        return onlyAscii(word) ? word : '';
      },
      say: 'A single letter is left. The third rule drops whatever is one character long.',
    },
    {
      wrong: (token) => {
        const word = withoutPunctuation(token.toLowerCase()).replace(/\d/g, '');
        return word.length > 1 ? word : '';
      },
      say: 'You cut digits out of a token. The fourth rule drops the whole token: nobody says *ft*.',
    },
    {
      wrong: (token) => {
        const word = withoutPunctuation(token.toLowerCase());
        return word.length > 1 ? word : '';
      },
      say: 'A token with a digit in it is left. Only letters may stay.',
    },
    {
      wrong: (token) => {
        const word = token
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, ' ')
          .trim();
        return word.length > 1 && !/\d/.test(word) ? word : '';
      },
      say: 'You put a blank for a mark. That makes two tokens of one, and they were cut apart already.',
    },
  ],
});

const tokensOf = (text: string) => text.split(/\s+/).filter((token) => token !== '');

/** Exercise 2.6: what cleaning takes away. */
export const tokensLost = codeExercise({
  exercise: '2.6',
  name: 'tokensLost',
  right: (before: string, after: string): number =>
    tokensOf(before).length - tokensOf(after).length,
  cases: [
    ['A dog .', 'dog'],
    ['A', ''],
    ['two dogs', 'two dogs'],
    ['', ''],
  ],
  praise:
    'Also where nothing is left. `"".split(" ")` is no empty list, but a list with an empty text in it: an old trap.',
  slips: [
    {
      wrong: (before, after) => before.split(' ').length - after.split(' ').length,
      say: 'Of an empty caption `split` makes one token, an empty one. So a caption that has lost everything seems to have kept a word.',
    },
    {
      wrong: (before, after) => before.length - after.length,
      say: 'Those are characters. Cut both texts at their blanks, and count what you get.',
    },
    {
      wrong: (before, after) => tokensOf(after).length - tokensOf(before).length,
      say: 'The sign is the wrong way round: what was there before, less what is left.',
    },
    {
      wrong: (_, after) => tokensOf(after).length,
      say: 'That is what is left. Asked is what is gone.',
    },
  ],
});
