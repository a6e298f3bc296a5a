import { judge } from '../data-understanding/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import { encodeCaption } from './encode-caption.js';
import { allSequences } from './sequence-figures.js';
import type { Sequences } from './sequences.js';

export * from './code-exercises.js';

const listed = (answer: readonly number[]) => answer.join(' ');

/** Exercise 5.1: which indices does a caption get? An empty list is no answer. */
export function encodedByHand(
  indices: readonly number[],
  caption: string,
  vocabulary: Vocabulary,
): void {
  const expected = encodeCaption(caption, vocabulary);
  judge('Exercise 5.1', indices.length === 0 ? '' : listed(indices), {
    correct: (answer) => answer === listed(expected),
    praise: `${listed(expected)}: as many numbers as there are known words.`,
    hints: [
      {
        when: () => listed(indices) === listed(expected.slice(1, -1)),
        say: 'The words are right. A caption also has a beginning and an end.',
      },
      {
        when: () => indices.includes(0) && listed(indices.filter(Boolean)) === listed(expected),
        say: 'Zero is padding. A word that is not in the vocabulary leaves no gap: it is dropped.',
      },
      {
        when: () => listed(indices.map((index) => index + 1)) === listed(expected),
        say: 'You count from 0, the vocabulary from 1.',
      },
      {
        when: () => indices.length !== expected.length,
        say: `You give ${indices.length} numbers, and ${expected.length} of the words are known.`,
      },
    ],
    otherwise: 'Look each word up in `vocabulary.indexOf`.',
  });
}

/** Exercise 5.2: what is left of [7, 8, 9] when it is padded on the left to length 2? */
export function tooLong(kept: readonly number[]): void {
  judge('Exercise 5.2', kept.length === 0 ? '' : listed(kept), {
    correct: (answer) => answer === '8 9',
    praise:
      'The end is kept, the beginning cut. For a prefix that is right: the next word hangs most on the last ones.',
    hints: [
      {
        is: '7 8',
        say: 'That would keep the beginning. Which words matter more for the one that comes next?',
      },
      {
        when: () => kept.length > 2,
        say: 'Length 2 means two numbers, always.',
      },
      { when: () => kept.includes(0), say: 'Padding fills empty places. There are none here.' },
    ],
    otherwise: 'Two of the three numbers stay, in their order.',
  });
}

/** Exercise 5.3: after how many zeros is less than a hundredth left of a memory that keeps half? */
export function fading(zeros: number): void {
  judge('Exercise 5.3', zeros, {
    correct: (answer) => answer === 7,
    praise:
      'One half to the power of 7 is 0.0078. A caption of ten words, padded behind to 34, has 24 zeros.',
    hints: [
      { is: 6, say: 'After six, 0.0156 is left: still more than 0.01.' },
      {
        when: (answer) => answer === 100 || answer === 50 || answer === 99,
        say: 'It does not lose the same amount each time, but the same part of what is left.',
      },
    ],
    otherwise: 'One zero leaves 1/2, two leave 1/4 … when is it below 1/100?',
  });
}

/** Exercise 5.4: how many training captions are longer than 15 indices, markers included? */
export function longerThanFifteen(captions: number, { train }: Sequences): void {
  const lengths = allSequences(train).map(({ length }) => length);
  const longer = (limit: number) => lengths.filter((length) => length > limit).length;
  judge('Exercise 5.4', captions, {
    correct: (answer) => answer === longer(15),
    praise: `${longer(15)} of ${lengths.length}. That few captions decide how wide the table has to be for all the others.`,
    hints: [
      { is: longer(14), say: 'You have counted those of exactly 15 as well.' },
      {
        when: (answer) => answer === longer(17) || answer === longer(13),
        say: 'The markers count: they are indices like any other.',
      },
      {
        is: longer(15) / lengths.length,
        within: 0.0005,
        say: 'That is their share. Asked is their number.',
      },
    ],
    otherwise: '`lengths` holds the length of every training sequence: how many are above 15?',
  });
}
