import { codeExercise } from './code-exercise.js';

interface ReadLine {
  picture: string;
  caption: string;
}

const partsOf = (line: string, at: number): [string, string] => [
  line.slice(0, at),
  line.slice(at + 1),
];

/** Exercise 1.5: read a line of the token file. */
export const readLine = codeExercise({
  exercise: '1.5',
  name: 'readLine',
  right: (line: string): ReadLine => {
    const [key, caption] = partsOf(line, line.indexOf('\t'));
    return { picture: key.slice(0, key.lastIndexOf('#')), caption };
  },
  cases: [
    ['dog_1.jpg#0\tA dog runs .'],
    ['walk.no#2.jpg#3\tNumber #1 wins .'],
    ['cat.jpg#12\tCat , tail and\tall .'],
  ],
  praise:
    'The first tab and the last # of the name decide. A file name may hold nearly everything, and sooner or later one does.',
  slips: [
    {
      wrong: (line) => {
        const [key, caption] = partsOf(line, line.indexOf('\t'));
        return { picture: key.split('#')[0], caption };
      },
      say: 'A name may have a # of its own. The number stands behind the last one.',
    },
    {
      wrong: (line) => {
        const [key, caption] = line.split('\t');
        return { picture: key.slice(0, key.lastIndexOf('#')), caption };
      },
      say: 'A caption with a tab in it loses its end. Cut at the first tab, and keep all that comes behind.',
    },
    {
      wrong: (line) => {
        const [picture, caption] = partsOf(line, line.indexOf('\t'));
        return { picture, caption };
      },
      say: 'The number of the caption is still there. So each of the five captions would belong to a picture of its own.',
    },
    {
      wrong: (line) => {
        const [key, caption] = line.split(/\s/);
        return { picture: key.slice(0, key.lastIndexOf('#')), caption };
      },
      say: 'Of the caption one word is left: it has been cut at its blanks. What parts name and caption is a tab, `\\t`.',
    },
    {
      wrong: (line) => {
        const [key, caption] = partsOf(line, line.indexOf('\t'));
        return { picture: key.slice(0, -2), caption };
      },
      say: 'You cut two characters off the name. The number of a caption may have two digits.',
    },
  ],
});

const both = (one: string[], other: string[]) => one.filter((word) => other.includes(word));

/** Exercise 1.6: how alike two captions are. */
export const alikeness = codeExercise({
  exercise: '1.6',
  name: 'alikeness',
  right: (one: string[], other: string[]): number => {
    const [ours, theirs] = [[...new Set(one)], [...new Set(other)]];
    return both(ours, theirs).length / new Set([...one, ...other]).size;
  },
  cases: [
    [
      ['dog', 'runs'],
      ['dog', 'sleeps', 'outside'],
    ],
    [
      ['the', 'cat', 'and', 'the', 'dog'],
      ['the', 'dog'],
    ],
    [['dog'], ['cat']],
  ],
  praise:
    'Equation (1) is in your own hands now: 1 for the same words, 0 for none in common, whatever the order.',
  slips: [
    {
      wrong: (one, other) => both(one, other).length / new Set([...one, ...other]).size,
      say: 'A word that is said twice counts twice above the line. Count different words: a `Set` holds each once.',
    },
    {
      wrong: (one, other) =>
        both([...new Set(one)], other).length / (new Set(one).size + new Set(other).size),
      say: 'Below the line stands the sum of both. There the words in common are counted twice.',
    },
    {
      wrong: (one, other) =>
        (2 * both([...new Set(one)], other).length) / (new Set(one).size + new Set(other).size),
      say: 'That is another measure (Dice): twice what is common, over the sum. (1) divides by the words that are in either.',
    },
    {
      wrong: (one, other) => both([...new Set(one)], other).length / new Set(one).size,
      say: 'You divide by the words of the first caption alone. Then it matters which of the two comes first.',
    },
    {
      wrong: (one, other) => both([...new Set(one)], other).length,
      say: 'That is how many words they have in common. Long captions have more of those: divide.',
    },
  ],
});
