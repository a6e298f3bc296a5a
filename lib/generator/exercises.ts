import type { SequencesById } from '../caption-preprocessing/index.js';
import { judge } from '../data-understanding/index.js';
import { countPairs } from './pairs.js';
import { CATS } from './worked-example.js';

export * from './code-exercises.js';

const listed = (numbers: readonly number[]) => numbers.join(' ');

/** Exercise 6.1: how many rows would the third cat's caption make? */
export function rowsOfThirdCat(rows: number): void {
  const words = CATS.test.caption.split(' ').length;
  judge('Exercise 6.1', rows, {
    correct: (answer) => answer === words + 1,
    praise: `${words} words and two markers are ${words + 2} tokens: ${words + 1} times there is a next one.`,
    hints: [
      { is: words, say: 'One row for each word of the sentence. And who says that it is over?' },
      {
        is: words + 2,
        say: 'A row for each token, markers included. But nothing comes before the first one to ask about it.',
      },
    ],
    otherwise:
      'Write the caption down with its markers. Each token but the first is asked for once.',
  });
}

/** Exercise 6.2: how many batches is an epoch of `pictures` pictures, three at a time? */
export function batchesAnEpoch(batches: number, sequences: SequencesById): void {
  const pictures = sequences.size;
  const captions = [...sequences.values()].flat().length;
  judge('Exercise 6.2', batches, {
    correct: (answer) => answer === Math.ceil(pictures / 3),
    praise: `${Math.ceil(pictures / 3)} updates of the weights an epoch.`,
    hints: [
      {
        when: (answer) => answer === Math.floor(pictures / 3) || answer === pictures / 3,
        say: 'Nearly. The pictures left over make a smaller batch of their own.',
      },
      {
        is: Math.ceil(captions / 3),
        say: 'A batch is three pictures with all their captions, not three captions.',
      },
      {
        is: Math.ceil(countPairs(sequences) / 3),
        say: 'A batch is all rows of three pictures, not three rows.',
      },
    ],
    otherwise: 'How many groups of three are there among the pictures of the training set?',
  });
}

/** Exercise 6.3: how many bytes is a row that keeps numbers in place of what they stand for? */
export function smallRow(bytes: number, maxLength: number): void {
  const expected = 4 + 2 * maxLength + 2;
  judge('Exercise 6.3', bytes, {
    correct: (answer) => answer === expected,
    praise: `${expected} bytes a row. The whole table fits in memory many times over; it is what the numbers are replaced by that does not.`,
    hints: [
      { is: 2 * maxLength + 2, say: 'And which picture is it?' },
      { is: 4 + 2 * maxLength, say: 'And the next word?' },
      { is: 4 + maxLength + 1, say: 'One byte counts to 255: too small for an index.' },
    ],
    otherwise: `4 bytes for the picture's number, 2 for each of ${maxLength} places, 2 for the next word.`,
  });
}

/** Exercise 6.4: what are the targets of the caption [9, 10, 1, 2, 3] in a batch of six steps? */
export function targetsOf(targets: readonly number[]): void {
  judge('Exercise 6.4', targets.length === 0 ? '' : listed(targets), {
    correct: (answer) => answer === '10 1 2 3 0 0',
    praise: 'The caption moved by one place: what should be said here is what is read next.',
    hints: [
      {
        when: () => targets.includes(9),
        say: '9 is `startseq`. It is read first, and nobody should ever say it.',
      },
      { is: '10 1 2 3', say: 'Right so far. The batch has six steps, and every row has as many.' },
      { is: '0 0 10 1 2 3', say: 'In this batch the zeros stand behind.' },
      { is: '10 1 2 0 0 0', say: 'The last question is the one that ends the caption.' },
    ],
    otherwise:
      'At each place the target is the word that comes next; behind the end there is nothing to say.',
  });
}
